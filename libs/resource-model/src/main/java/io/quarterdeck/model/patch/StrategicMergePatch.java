package io.quarterdeck.model.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patch: a merge patch that knows from the schema which lists are merged element by
 * element, and by which key. Its directives are {@code $patch}, {@code $retainKeys}, {@code
 * $setElementOrder/<list>} and {@code $deleteFromPrimitiveList/<list>}.
 */
public final class StrategicMergePatch {
  private static final String DIRECTIVE = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE = "$deleteFromPrimitiveList/";

  private StrategicMergePatch() {}

  /** The patched object; target and patch are left as they were. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch, Schema schema) {
    return merge(target.deepCopy(), patch, schema);
  }

  private static ObjectNode merge(ObjectNode target, ObjectNode patch, @Nullable Schema schema) {
    String directive = patch.path(DIRECTIVE).asText("");
    switch (directive) {
      case "" -> {
        // A plain merge.
      }
      case "replace" -> {
        ObjectNode replaced = patch.deepCopy();
        replaced.remove(DIRECTIVE);
        return replaced;
      }
      case "delete" -> {
        return Json.object();
      }
      case "merge" -> {
        // The default, said aloud.
      }
      default -> throw PatchException.malformed("Unknown patch type found: " + directive);
    }
    retain(target, patch);
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (!isDirective(field.getKey())) {
        mergeField(target, field.getKey(), field.getValue(), patch, schema);
      }
    }
    applyLoneDirectives(target, patch, schema);
    return target;
  }

  private static boolean isDirective(String name) {
    return name.equals(DIRECTIVE)
        || name.equals(RETAIN)
        || name.startsWith(ORDER)
        || name.startsWith(DELETE);
  }

  private static void mergeField(
      ObjectNode target, String name, JsonNode value, ObjectNode patch, @Nullable Schema schema) {
    Schema below = schema == null ? null : property(schema, name);
    if (value.isNull()) {
      target.remove(name);
    } else if (value instanceof ObjectNode object && !isReplaced(below)) {
      ObjectNode base = target.get(name) instanceof ObjectNode known ? known : Json.object();
      ObjectNode merged = merge(base, object, below);
      if (object.path(DIRECTIVE).asText("").equals("delete")) {
        target.remove(name);
      } else {
        target.set(name, merged);
      }
    } else if (value instanceof ArrayNode array && isMerged(below)) {
      ArrayNode base =
          target.get(name) instanceof ArrayNode known ? known : Json.MAPPER.createArrayNode();
      target.set(name, mergeList(base, array, name, patch, below));
    } else {
      target.set(name, value instanceof ArrayNode array ? plain(array) : value.deepCopy());
    }
  }

  private static @Nullable Schema property(Schema schema, String name) {
    return switch (schema.type()) {
      case OBJECT -> schema.property(name).orElse(null);
      case MAP -> schema.items();
      default -> null;
    };
  }

  private static boolean isReplaced(@Nullable Schema schema) {
    return schema != null && schema.patchStrategy().contains("replace");
  }

  private static boolean isMerged(@Nullable Schema schema) {
    return schema != null && schema.patchStrategy().contains("merge");
  }

  private static ArrayNode plain(ArrayNode array) {
    ArrayNode plain = Json.MAPPER.createArrayNode();
    for (JsonNode each : array) {
      boolean directiveOnly = each.size() == 1 && each.has(DIRECTIVE);
      if (!directiveOnly) {
        plain.add(each.deepCopy());
      }
    }
    return plain;
  }

  private static ArrayNode mergeList(
      ArrayNode target,
      ArrayNode patch,
      String name,
      ObjectNode siblings,
      @Nullable Schema schema) {
    Optional<String> key = schema == null ? Optional.empty() : schema.patchMergeKey();
    if (replacesAll(patch)) {
      return plain(patch);
    }
    ArrayNode merged =
        key.isPresent() && schema != null
            ? mergeObjects(target, patch, key.get(), schema.items())
            : mergePrimitives(target, patch, siblings.path(DELETE + name));
    JsonNode order = siblings.path(ORDER + name);
    return order.isArray() ? ordered(merged, target, order, key) : merged;
  }

  private static boolean replacesAll(ArrayNode patch) {
    for (JsonNode each : patch) {
      if (each.size() == 1 && each.path(DIRECTIVE).asText("").equals("replace")) {
        return true;
      }
    }
    return false;
  }

  private static ArrayNode mergeObjects(
      ArrayNode target, ArrayNode patch, String key, Schema items) {
    ArrayNode merged = target.deepCopy();
    for (JsonNode each : patch) {
      if (!(each instanceof ObjectNode element)) {
        throw PatchException.malformed("expected a list of objects with the merge key " + key);
      }
      if (!element.has(key)) {
        throw PatchException.malformed(
            "map: " + element + " does not contain declared merge key: " + key);
      }
      int at = indexOf(merged, key, element.get(key));
      boolean deletes = element.path(DIRECTIVE).asText("").equals("delete");
      if (deletes) {
        while (at >= 0) {
          merged.remove(at);
          at = indexOf(merged, key, element.get(key));
        }
      } else if (at >= 0) {
        merged.set(at, merge((ObjectNode) merged.get(at), element, items));
      } else {
        merged.add(merge(Json.object(), element, items));
      }
    }
    return merged;
  }

  private static int indexOf(ArrayNode list, String key, JsonNode value) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode
          && value.asText().equals(list.get(i).path(key).asText())) {
        return i;
      }
    }
    return -1;
  }

  private static ArrayNode mergePrimitives(ArrayNode target, ArrayNode patch, JsonNode deleted) {
    Set<JsonNode> gone = new HashSet<>();
    deleted.forEach(gone::add);
    Set<JsonNode> seen = new HashSet<>();
    ArrayNode merged = Json.MAPPER.createArrayNode();
    for (ArrayNode list : List.of(target, patch)) {
      for (JsonNode each : list) {
        boolean kept = !gone.contains(each);
        if (kept && seen.add(each)) {
          merged.add(each);
        }
      }
    }
    return merged;
  }

  /**
   * Elements that the order names come in that order; each of the others stays behind the element
   * that it stood behind before.
   */
  private static ArrayNode ordered(
      ArrayNode merged, ArrayNode before, JsonNode order, Optional<String> key) {
    List<String> wanted = new ArrayList<>();
    order.forEach(each -> wanted.add(identity(each, key)));
    List<JsonNode> named = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode each : merged) {
      (wanted.contains(identity(each, key)) ? named : others).add(each);
    }
    named.sort(Comparator.comparingInt(each -> wanted.indexOf(identity(each, key))));
    List<String> old = new ArrayList<>();
    before.forEach(each -> old.add(identity(each, key)));
    ArrayNode result = Json.MAPPER.createArrayNode();
    int next = 0;
    for (JsonNode other : others) {
      int place = old.indexOf(identity(other, key));
      while (next < named.size() && comesBefore(identity(named.get(next), key), place, old)) {
        result.add(named.get(next++));
      }
      result.add(other);
    }
    while (next < named.size()) {
      result.add(named.get(next++));
    }
    return result;
  }

  private static boolean comesBefore(String named, int place, List<String> old) {
    int was = old.indexOf(named);
    return place < 0 || (was >= 0 && was < place);
  }

  private static String identity(JsonNode element, Optional<String> key) {
    return key.map(each -> element.path(each).asText()).orElseGet(element::toString);
  }

  private static void retain(ObjectNode target, ObjectNode patch) {
    JsonNode retained = patch.path(RETAIN);
    if (retained.isMissingNode()) {
      return;
    }
    Set<String> names = new HashSet<>();
    retained.forEach(each -> names.add(each.asText()));
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (!isDirective(field.getKey())
          && !field.getValue().isNull()
          && !names.contains(field.getKey())) {
        throw PatchException.malformed(
            "invalid patch: field " + field.getKey() + " is not in " + RETAIN);
      }
    }
    target.retain(names);
  }

  /** Order and deletions may stand alone, without the list that they are about. */
  private static void applyLoneDirectives(
      ObjectNode target, ObjectNode patch, @Nullable Schema schema) {
    for (String directive : List.of(ORDER, DELETE)) {
      for (Map.Entry<String, JsonNode> field : patch.properties()) {
        String name =
            field.getKey().startsWith(directive)
                ? field.getKey().substring(directive.length())
                : "";
        if (!name.isEmpty() && !patch.has(name) && target.get(name) instanceof ArrayNode list) {
          Schema below = schema == null ? null : property(schema, name);
          target.set(name, mergeList(list, Json.MAPPER.createArrayNode(), name, patch, below));
        }
      }
    }
  }
}
