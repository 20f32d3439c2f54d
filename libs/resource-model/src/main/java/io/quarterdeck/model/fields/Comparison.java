package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.fields.FieldSet.Node;
import io.quarterdeck.model.quantity.Quantity;
import io.quarterdeck.model.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a new version of an object changes. No field is in two of the sets. What is added or removed
 * as a whole counts with everything that it contains.
 *
 * @param modified fields that both versions have, with different values
 */
public record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {
  private static final Comparison SAME =
      new Comparison(FieldSet.EMPTY, FieldSet.EMPTY, FieldSet.EMPTY);

  public static Comparison of(Schema schema, JsonNode before, JsonNode after) {
    Change change = change(schema, before, after);
    return change.equals(Change.NONE)
        ? SAME
        : new Comparison(
            change.added().below(), change.modified().below(), change.removed().below());
  }

  /** What is there now that was not there like this before. */
  public FieldSet set() {
    return added.union(modified);
  }

  /** Without some fields and all that lies below them. */
  public Comparison without(FieldSet fields) {
    return new Comparison(added.without(fields), modified.without(fields), removed.without(fields));
  }

  /** What changes of one value. */
  private record Change(Node added, Node modified, Node removed) {
    static final Change NONE = new Change(Node.NONE, Node.NONE, Node.NONE);
    static final Change ADDED = new Change(Node.LEAF, Node.NONE, Node.NONE);
    static final Change MODIFIED = new Change(Node.NONE, Node.LEAF, Node.NONE);
    static final Change REMOVED = new Change(Node.NONE, Node.NONE, Node.LEAF);
  }

  /** Collects the changes of what a value consists of. */
  private static final class Changes {
    private final NavigableMap<PathElement, Node> added = new TreeMap<>();
    private final NavigableMap<PathElement, Node> modified = new TreeMap<>();
    private final NavigableMap<PathElement, Node> removed = new TreeMap<>();

    void put(PathElement element, Change change) {
      if (!change.equals(Change.NONE)) {
        added.put(element, change.added());
        modified.put(element, change.modified());
        removed.put(element, change.removed());
      }
    }

    Change of(boolean isAdded, boolean isRemoved) {
      return !isAdded && !isRemoved && added.isEmpty()
          ? Change.NONE
          : new Change(
              new Node(isAdded, FieldSet.of(added)),
              new Node(false, FieldSet.of(modified)),
              new Node(isRemoved, FieldSet.of(removed)));
    }
  }

  private static Change change(Schema schema, @Nullable JsonNode before, @Nullable JsonNode after) {
    return switch (Shape.of(schema, before, after)) {
      case LEAF -> leaf(schema, before, after);
      case STRUCT, MAP -> objects(schema, before, after);
      case KEYED, SET -> lists(schema, before, after);
    };
  }

  private static Change leaf(
      @Nullable Schema schema, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null) {
      return after == null ? Change.NONE : Change.ADDED;
    }
    if (after == null) {
      return Change.REMOVED;
    }
    return Values.same(before, after) || isSame(schema, before, after)
        ? Change.NONE
        : Change.MODIFIED;
  }

  /** One amount can be written in several ways, and one is stored. */
  private static boolean isSame(@Nullable Schema schema, JsonNode before, JsonNode after) {
    return schema != null
        && schema.type() == Schema.Type.QUANTITY
        && amount(before).equals(amount(after));
  }

  private static Object amount(JsonNode quantity) {
    try {
      return Quantity.parse(quantity.asText()).amount().stripTrailingZeros();
    } catch (IllegalArgumentException e) {
      return quantity;
    }
  }

  private static Change objects(
      Schema schema, @Nullable JsonNode before, @Nullable JsonNode after) {
    Changes changes = new Changes();
    if (before != null) {
      before
          .properties()
          .forEach(
              each -> {
                JsonNode now = after == null ? null : after.get(each.getKey());
                changes.put(
                    PathElement.field(each.getKey()),
                    field(schema, each.getKey(), each.getValue(), now));
              });
    }
    if (after != null) {
      after
          .properties()
          .forEach(
              each -> {
                if (before == null || !before.has(each.getKey())) {
                  changes.put(
                      PathElement.field(each.getKey()),
                      field(schema, each.getKey(), null, each.getValue()));
                }
              });
    }
    return changes.of(before == null, after == null);
  }

  private static Change field(
      Schema schema, String name, @Nullable JsonNode before, @Nullable JsonNode after) {
    Schema field = Shape.field(schema, name).orElse(null);
    return field == null ? leaf(null, before, after) : change(field, before, after);
  }

  private static Change lists(Schema schema, @Nullable JsonNode before, @Nullable JsonNode after) {
    NavigableMap<PathElement, List<JsonNode>> old = elements(schema, before);
    NavigableMap<PathElement, List<JsonNode>> now = elements(schema, after);
    TreeSet<PathElement> all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    Changes changes = new Changes();
    for (PathElement each : all) {
      List<JsonNode> was = old.getOrDefault(each, List.of());
      List<JsonNode> is = now.getOrDefault(each, List.of());
      changes.put(each, elements(schema.items(), was, is));
    }
    return changes.of(before == null, after == null);
  }

  private static NavigableMap<PathElement, List<JsonNode>> elements(
      Schema schema, @Nullable JsonNode list) {
    NavigableMap<PathElement, List<JsonNode>> elements = new TreeMap<>();
    if (list != null) {
      for (JsonNode each : list) {
        Shape.element(schema, each)
            .ifPresent(
                element ->
                    elements.computeIfAbsent(element, absent -> new ArrayList<>()).add(each));
      }
    }
    return elements;
  }

  /** Elements that nothing tells apart are one value together. */
  private static Change elements(Schema schema, List<JsonNode> before, List<JsonNode> after) {
    if (before.size() < 2 && after.size() < 2) {
      return change(schema, first(before), first(after));
    }
    if (before.size() > 1 && after.size() > 1) {
      boolean same =
          before.size() == after.size()
              && IntStream.range(0, before.size())
                  .allMatch(i -> Values.same(before.get(i), after.get(i)));
      return same ? Change.NONE : Change.MODIFIED;
    }
    if (before.size() > 1) {
      Change single = change(schema, null, first(after));
      return new Change(new Node(false, single.added().below()), Node.NONE, Node.LEAF);
    }
    Change single = change(schema, first(before), null);
    return new Change(Node.LEAF, Node.NONE, new Node(false, single.removed().below()));
  }

  private static @Nullable JsonNode first(List<JsonNode> list) {
    return list.isEmpty() ? null : list.getFirst();
  }
}
