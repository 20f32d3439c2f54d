package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Merges two lists whose elements can be told apart. The wanted elements keep their order. An
 * element that only the live list has stays before the common one that it stood before; a new one
 * comes right before the common one that it is wanted before. Used once.
 */
final class ListMerge {
  private final Schema list;
  private final JsonNode live;
  private final NavigableMap<PathElement, Optional<JsonNode>> old = new TreeMap<>();
  private final NavigableSet<PathElement> wishes = new TreeSet<>();
  private final Deque<Wish> waiting = new ArrayDeque<>();
  private final ArrayNode merged = Json.MAPPER.createArrayNode();

  private record Wish(PathElement name, JsonNode value) {}

  ListMerge(Schema list, JsonNode live, JsonNode wanted) {
    this.list = list;
    this.live = live;
    // A live element that stands there twice cannot be merged with: the wish replaces both.
    for (JsonNode each : live) {
      Shape.element(list, each)
          .ifPresent(
              name -> old.merge(name, Optional.of(each), (first, second) -> Optional.empty()));
    }
    for (JsonNode each : wanted) {
      Shape.element(list, each)
          .ifPresent(
              name -> {
                wishes.add(name);
                waiting.add(new Wish(name, each));
              });
    }
  }

  ArrayNode merged() {
    for (JsonNode each : live) {
      PathElement name = Shape.element(list, each).orElse(null);
      if (name == null || !wishes.contains(name)) {
        merged.add(each);
      } else if (isNextCommon(name)) {
        takeUpTo(name);
      }
    }
    while (!waiting.isEmpty()) {
      take();
    }
    return merged;
  }

  private boolean isNextCommon(PathElement name) {
    return waiting.stream()
        .map(Wish::name)
        .filter(old::containsKey)
        .findFirst()
        .filter(next -> next.compareTo(name) == 0)
        .isPresent();
  }

  private void takeUpTo(PathElement last) {
    boolean done = false;
    while (!done) {
      done = take().compareTo(last) == 0;
    }
  }

  private PathElement take() {
    Wish wish = waiting.remove();
    merged.add(
        old.getOrDefault(wish.name(), Optional.empty())
            .map(before -> Merge.of(list.items(), before, wish.value()))
            .orElse(wish.value()));
    return wish.name();
  }
}
