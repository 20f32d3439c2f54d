package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One step of a path into an object. Its text is how messages write it, {@code
 * .spec.ports[port=80,protocol="TCP"]}; its order is that of the API's field sets.
 */
public sealed interface PathElement extends Comparable<PathElement> {

  /** A field of an object, or a key of a map. */
  record Field(String name) implements PathElement {
    @Override
    public String serialized() {
      return "f:" + name;
    }

    @Override
    public String toString() {
      return "." + name;
    }
  }

  /**
   * An element of a list whose elements some of their fields tell apart.
   *
   * @param parts by name, in the order of the names
   */
  record Key(List<Part> parts) implements PathElement {
    /** A field that is part of a key. */
    public record Part(String name, JsonNode value) {}

    @Override
    public String serialized() {
      ObjectNode object = Json.object();
      parts.forEach(part -> object.set(part.name(), part.value()));
      return "k:" + Values.json(object);
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part.name() + "=" + Values.json(part.value()))
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** An element of a list that is a set. */
  record Value(JsonNode value) implements PathElement {
    @Override
    public String serialized() {
      return "v:" + Values.json(value);
    }

    @Override
    public String toString() {
      return "[=" + Values.json(value) + "]";
    }
  }

  /** An element of a list by its place. */
  record Index(int index) implements PathElement {
    @Override
    public String serialized() {
      return "i:" + index;
    }

    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /** As a field set is written. */
  String serialized();

  static PathElement field(String name) {
    return new Field(name);
  }

  @Override
  default int compareTo(PathElement other) {
    int difference = Integer.compare(rank(this), rank(other));
    if (difference != 0) {
      return difference;
    }
    return switch (this) {
      case Field field -> field.name().compareTo(((Field) other).name());
      case Key key -> compareParts(key.parts(), ((Key) other).parts());
      case Value value -> Values.compare(value.value(), ((Value) other).value());
      case Index index -> Integer.compare(index.index(), ((Index) other).index());
    };
  }

  private static int rank(PathElement element) {
    return switch (element) {
      case Field field -> 0;
      case Key key -> 1;
      case Value value -> 2;
      case Index index -> 3;
    };
  }

  private static int compareParts(List<Key.Part> first, List<Key.Part> second) {
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      int difference = first.get(i).name().compareTo(second.get(i).name());
      if (difference == 0) {
        difference = Values.compare(first.get(i).value(), second.get(i).value());
      }
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(first.size(), second.size());
  }
}
