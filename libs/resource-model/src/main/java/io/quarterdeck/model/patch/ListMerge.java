package io.quarterdeck.model.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Merges one list of a strategic merge patch, element by element: objects by their merge key,
 * scalars by themselves.
 */
final class ListMerge {
  private final Schema list;
  private final Optional<String> key;

  /**
   * @param list the schema of the list, whose patch strategy is merge
   */
  ListMerge(Schema list) {
    this.list = list;
    this.key = list.patchMergeKey();
  }

  /**
   * The merged list.
   *
   * @param order what {@code $setElementOrder} says; empty where it says nothing
   * @param deleted what {@code $deleteFromPrimitiveList} says
   */
  ArrayNode merge(ArrayNode target, ArrayNode patch, ArrayNode order, ArrayNode deleted) {
    if (key.isEmpty()) {
      ArrayNode merged = mergeScalars(target, patch, deleted);
      return ordered(merged, target, order.isEmpty() ? patch : order);
    }
    List<ObjectNode> elements = elements(patch);
    ArrayNode plain = withoutDirectives(elements);
    checkOrder(plain, order);
    if (elements.stream().anyMatch(each -> Directives.of(each).equals("replace"))) {
      return plain;
    }
    ArrayNode left = withoutDeleted(target, elements);
    ArrayNode merged = mergeObjects(left, plain);
    return ordered(merged, left, order.isEmpty() ? plain : order);
  }

  private List<ObjectNode> elements(ArrayNode patch) {
    List<ObjectNode> elements = new ArrayList<>();
    for (JsonNode each : patch) {
      if (!(each instanceof ObjectNode element)) {
        throw PatchException.malformed("a list that is merged by a key has an element without any");
      }
      String directive = Directives.of(element);
      switch (directive) {
        case "", "delete" -> {
          if (!element.has(key())) {
            throw PatchException.malformed(
                "map: " + element + " does not contain declared merge key: " + key());
          }
        }
        case "replace" -> {
          // Stands for itself: the elements beside it are the new list.
        }
        case "merge" ->
            throw PatchException.malformed("merging lists cannot yet be specified in the patch");
        default -> throw Directives.unknown(element);
      }
      elements.add(element);
    }
    return elements;
  }

  private String key() {
    return key.orElseThrow();
  }

  private static ArrayNode withoutDirectives(List<ObjectNode> elements) {
    ArrayNode plain = Json.MAPPER.createArrayNode();
    elements.stream().filter(each -> !each.has(Directives.PATCH)).forEach(plain::add);
    return plain;
  }

  /** What is ordered has to be named by the order, and in that order. */
  private void checkOrder(ArrayNode plain, ArrayNode order) {
    int next = 0;
    for (JsonNode wanted : order) {
      if (next < plain.size() && identity(plain.get(next)).equals(identity(wanted))) {
        next++;
      }
    }
    if (!order.isEmpty() && next < plain.size()) {
      throw PatchException.malformed(
          "The order in patch list:\n"
              + plain
              + "\n doesn't match $setElementOrder list:\n"
              + order
              + "\n");
    }
  }

  private ArrayNode withoutDeleted(ArrayNode target, List<ObjectNode> elements) {
    Set<String> deleted = new HashSet<>();
    elements.stream()
        .filter(each -> Directives.of(each).equals("delete"))
        .forEach(each -> deleted.add(identity(each)));
    ArrayNode left = Json.MAPPER.createArrayNode();
    for (JsonNode each : target) {
      if (!deleted.contains(identity(each))) {
        left.add(each);
      }
    }
    return left;
  }

  private ArrayNode mergeObjects(ArrayNode target, ArrayNode patch) {
    ArrayNode merged = Json.MAPPER.createArrayNode().addAll(target);
    for (JsonNode each : patch) {
      ObjectNode element = (ObjectNode) each;
      int at = indexOf(merged, element);
      if (at < 0) {
        merged.add(StrategicMergePatch.merge(Json.object(), element, list.items()));
      } else {
        ObjectNode known = (ObjectNode) merged.get(at);
        merged.set(at, StrategicMergePatch.merge(known, element, list.items()));
      }
    }
    return merged;
  }

  private int indexOf(ArrayNode list, JsonNode wanted) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isObject() && identity(list.get(i)).equals(identity(wanted))) {
        return i;
      }
    }
    return -1;
  }

  private static ArrayNode mergeScalars(ArrayNode target, ArrayNode patch, ArrayNode deleted) {
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
   * Elements that the order names come in that order. Each of the others comes as late as it may:
   * only before those named that it stood before, so that what is new comes first.
   */
  private ArrayNode ordered(ArrayNode merged, ArrayNode before, ArrayNode order) {
    List<String> wanted = identities(order);
    List<JsonNode> named = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode each : merged) {
      (wanted.contains(identity(each)) ? named : others).add(each);
    }
    named.sort((one, two) -> wanted.indexOf(identity(one)) - wanted.indexOf(identity(two)));
    List<String> old = identities(before);
    ArrayNode result = Json.MAPPER.createArrayNode();
    int next = 0;
    for (JsonNode other : others) {
      while (next < named.size() && !stoodBefore(other, named.get(next), old)) {
        result.add(named.get(next++));
      }
      result.add(other);
    }
    named.subList(next, named.size()).forEach(result::add);
    return result;
  }

  private boolean stoodBefore(JsonNode one, JsonNode two, List<String> old) {
    int first = old.indexOf(identity(one));
    int second = old.indexOf(identity(two));
    return first >= 0 && first < second;
  }

  private List<String> identities(ArrayNode elements) {
    List<String> identities = new ArrayList<>();
    elements.forEach(each -> identities.add(identity(each)));
    return identities;
  }

  private String identity(JsonNode element) {
    return key.map(each -> element.path(each).asText()).orElseGet(element::toString);
  }
}
