package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.fields.FieldSet.Node;
import io.quarterdeck.model.schema.Schema;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The field sets that belong to objects and their schemas. */
public final class FieldSets {
  private FieldSets() {}

  /** What an object says: its leaves, the elements of its lists and the keys of its maps. */
  public static FieldSet of(Schema schema, JsonNode value) {
    return switch (Shape.of(schema, value, null)) {
      case LEAF -> FieldSet.EMPTY;
      case STRUCT, MAP -> ofObject(schema, value);
      case KEYED, SET -> ofList(schema, value);
    };
  }

  private static FieldSet ofObject(Schema schema, JsonNode object) {
    NavigableMap<PathElement, Node> nodes = new TreeMap<>();
    boolean isMap = Shape.of(schema) == Shape.MAP;
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      Schema field = Shape.field(schema, each.getKey()).orElse(null);
      nodes.put(PathElement.field(each.getKey()), ofField(field, each.getValue(), isMap));
    }
    return FieldSet.of(nodes);
  }

  private static Node ofField(@Nullable Schema schema, JsonNode value, boolean isMapEntry) {
    if (schema == null) {
      return Node.LEAF;
    }
    boolean isLeaf = Shape.of(schema, value, null) == Shape.LEAF;
    boolean isEmptyList = Shape.of(schema) != Shape.LEAF && value.isArray();
    return new Node(isMapEntry || (isLeaf && !isEmptyList), of(schema, value));
  }

  /** Of elements that nothing tells apart, the set only says that they are there. */
  private static FieldSet ofList(Schema schema, JsonNode list) {
    NavigableMap<PathElement, Node> nodes = new TreeMap<>();
    TreeSet<PathElement> twice = new TreeSet<>();
    for (JsonNode each : list) {
      Shape.element(schema, each)
          .ifPresent(
              element -> {
                Node node = new Node(true, of(schema.items(), each));
                if (nodes.put(element, node) != null) {
                  twice.add(element);
                }
              });
    }
    twice.forEach(element -> nodes.put(element, Node.LEAF));
    return FieldSet.of(nodes);
  }

  /** The set with the known fields that lead to its members, which an owner of those holds. */
  public static FieldSet named(@Nullable Schema schema, FieldSet set) {
    NavigableMap<PathElement, Node> nodes = new TreeMap<>();
    set.nodes()
        .forEach(
            (element, node) -> {
              boolean named =
                  !node.below().isEmpty()
                      && schema != null
                      && Shape.of(schema) == Shape.STRUCT
                      && element instanceof PathElement.Field field
                      && schema.property(field.name()).isPresent();
              nodes.put(
                  element,
                  new Node(node.member() || named, named(below(schema, element), node.below())));
            });
    return FieldSet.of(nodes);
  }

  /**
   * The set as its schema reads it now: what lies within a value that has one owner as a whole
   * means that value. Most often that is the set itself.
   */
  public static FieldSet fitted(Schema schema, FieldSet set) {
    if (fits(schema, set)) {
      return set;
    }
    NavigableMap<PathElement, Node> nodes = new TreeMap<>();
    set.nodes()
        .forEach(
            (element, node) -> {
              Schema below = below(schema, element);
              nodes.put(element, below == null ? node : fitted(below, node));
            });
    return FieldSet.of(nodes);
  }

  private static Node fitted(Schema schema, Node node) {
    boolean isOne = Shape.of(schema) == Shape.LEAF && !node.below().isEmpty();
    return isOne ? Node.LEAF : new Node(node.member(), fitted(schema, node.below()));
  }

  private static boolean fits(Schema schema, FieldSet set) {
    for (Map.Entry<PathElement, Node> each : set.nodes().entrySet()) {
      Schema below = below(schema, each.getKey());
      FieldSet members = each.getValue().below();
      if (below != null && !members.isEmpty()) {
        if (Shape.of(below) == Shape.LEAF || !fits(below, members)) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable Schema below(@Nullable Schema schema, PathElement element) {
    if (schema == null) {
      return null;
    }
    return switch (Shape.of(schema)) {
      case STRUCT, MAP ->
          element instanceof PathElement.Field field
              ? Shape.field(schema, field.name()).orElse(null)
              : null;
      case KEYED -> schema.items();
      case LEAF, SET -> null;
    };
  }
}
