package io.quarterdeck.model.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strategic merge patch: a merge patch that knows from the schema which lists are merged element by
 * element, and by which key. Its directives are {@code $patch}, {@code $retainKeys}, {@code
 * $setElementOrder/<list>} and {@code $deleteFromPrimitiveList/<list>}.
 */
public final class StrategicMergePatch {
  private StrategicMergePatch() {}

  /** The patched object; target and patch are left as they were. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch, Schema schema) {
    return merge(target.deepCopy(), patch, schema);
  }

  /** Changes the target where it can, but returns what to use in its place. */
  static ObjectNode merge(ObjectNode target, ObjectNode patch, @Nullable Schema schema) {
    switch (Directives.of(patch)) {
      case "" -> {
        // A plain merge.
      }
      case "replace" -> {
        ObjectNode replaced = patch.deepCopy();
        replaced.remove(Directives.PATCH);
        return replaced;
      }
      case "delete" -> {
        return Json.object();
      }
      default -> throw Directives.unknown(patch);
    }
    retain(target, patch);
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (!Directives.isDirective(field.getKey())) {
        mergeField(target, field.getKey(), field.getValue(), patch, schema);
      }
    }
    applyLoneDirectives(target, patch, schema);
    return target;
  }

  private static void mergeField(
      ObjectNode target, String name, JsonNode value, ObjectNode patch, @Nullable Schema schema) {
    Schema below = schema == null ? null : property(schema, name);
    if (value.isNull()) {
      target.remove(name);
    } else if (value instanceof ObjectNode object && !has(below, "replace")) {
      ObjectNode base = target.get(name) instanceof ObjectNode known ? known : Json.object();
      target.set(name, merge(base, object, below));
    } else if (value instanceof ArrayNode array && below != null && has(below, "merge")) {
      ArrayNode base =
          target.get(name) instanceof ArrayNode known ? known : Json.MAPPER.createArrayNode();
      target.set(name, mergeList(base, array, name, patch, below));
    } else {
      target.set(name, value.deepCopy());
    }
  }

  private static @Nullable Schema property(Schema schema, String name) {
    return switch (schema.type()) {
      case OBJECT -> schema.property(name).orElse(null);
      case MAP -> schema.items();
      default -> null;
    };
  }

  private static boolean has(@Nullable Schema schema, String strategy) {
    return schema != null && schema.patchStrategy().contains(strategy);
  }

  private static ArrayNode mergeList(
      ArrayNode target, ArrayNode patch, String name, ObjectNode siblings, Schema schema) {
    ArrayNode order =
        Directives.list(siblings, Directives.ELEMENT_ORDER, name, "setElementOrder list");
    ArrayNode deleted =
        Directives.list(siblings, Directives.DELETE_FROM_LIST, name, "primitive list");
    return new ListMerge(schema).merge(target, patch, order, deleted);
  }

  private static void retain(ObjectNode target, ObjectNode patch) {
    if (!patch.has(Directives.RETAIN_KEYS)) {
      return;
    }
    Set<String> names = new HashSet<>();
    Directives.list(patch, Directives.RETAIN_KEYS, "", "retainKeys")
        .forEach(each -> names.add(each.asText()));
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (!Directives.isDirective(field.getKey())
          && !field.getValue().isNull()
          && !names.contains(field.getKey())) {
        throw PatchException.malformed("invalid patch format of retainKeys");
      }
    }
    target.retain(names);
  }

  /** Order and deletions may stand alone, without the list that they are about. */
  private static void applyLoneDirectives(
      ObjectNode target, ObjectNode patch, @Nullable Schema schema) {
    Set<String> lists = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      boolean ofList =
          name.startsWith(Directives.ELEMENT_ORDER) || name.startsWith(Directives.DELETE_FROM_LIST);
      if (ofList) {
        lists.add(name.substring(name.indexOf('/') + 1));
      }
    }
    for (String name : lists) {
      Schema below = schema == null ? null : property(schema, name);
      if (below != null && !patch.has(name) && target.get(name) instanceof ArrayNode list) {
        target.set(name, mergeList(list, Json.MAPPER.createArrayNode(), name, patch, below));
      }
    }
  }
}
