package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** The columns of a kind's table, in order. Immutable. */
public record Columns(List<Column> list) {
  public Columns {
    list = List.copyOf(list);
  }

  public List<JsonNode> cells(ApiObject object, Instant now) {
    return list.stream().map(column -> column.cell().apply(object, now)).toList();
  }

  /** The same columns of objects that another form is to be made of first. */
  public Columns of(UnaryOperator<ApiObject> form) {
    return new Columns(
        list.stream()
            .map(
                column ->
                    new Column(
                        column.name(),
                        column.type(),
                        column.format(),
                        column.description(),
                        column.priority(),
                        (object, now) -> column.cell().apply(form.apply(object), now)))
            .toList());
  }

  static Builder begin() {
    return begin(ApiObject::name);
  }

  /** Where the first column says more than the name. */
  static Builder begin(Function<ApiObject, String> name) {
    return new Builder()
        .column(
            "Name",
            "name",
            "Name must be unique within a namespace.",
            0,
            "string",
            (object, now) -> TextNode.valueOf(name.apply(object)));
  }

  /** Collects columns. */
  static final class Builder {
    private final List<Column> columns = new ArrayList<>();

    Builder text(String name, String description, Function<ApiObject, String> cell) {
      return text(name, description, 0, cell);
    }

    Builder wide(String name, String description, Function<ApiObject, String> cell) {
      return text(name, description, 1, cell);
    }

    private Builder text(
        String name, String description, int priority, Function<ApiObject, String> cell) {
      return column(
          name,
          "",
          description,
          priority,
          "string",
          (object, now) -> TextNode.valueOf(cell.apply(object)));
    }

    Builder number(String name, String description, ToIntFunction<ApiObject> cell) {
      return column(
          name,
          "",
          description,
          0,
          "integer",
          (object, now) -> IntNode.valueOf(cell.applyAsInt(object)));
    }

    Builder flag(String name, String description, Predicate<ApiObject> cell) {
      return column(
          name,
          "",
          description,
          0,
          "boolean",
          (object, now) -> BooleanNode.valueOf(cell.test(object)));
    }

    Builder timed(String name, String description, BiFunction<ApiObject, Instant, String> cell) {
      return timed(name, description, 0, cell);
    }

    Builder timedWide(
        String name, String description, BiFunction<ApiObject, Instant, String> cell) {
      return timed(name, description, 1, cell);
    }

    Builder add(Column column) {
      columns.add(column);
      return this;
    }

    private Builder timed(
        String name,
        String description,
        int priority,
        BiFunction<ApiObject, Instant, String> cell) {
      return column(
          name,
          "",
          description,
          priority,
          "string",
          (object, now) -> TextNode.valueOf(cell.apply(object, now)));
    }

    Builder age() {
      return timed(
          "Age",
          "Time since the object was created.",
          (object, now) -> Ages.since(object.text("metadata", "creationTimestamp"), now));
    }

    /** When, for kinds of which nobody thought what else to show. */
    Builder createdAt() {
      return column(
          "Created At",
          "",
          "When the object was created.",
          0,
          "date",
          (object, now) -> TextNode.valueOf(object.text("metadata", "creationTimestamp")));
    }

    private Builder column(
        String name,
        String format,
        String description,
        int priority,
        String type,
        BiFunction<ApiObject, Instant, JsonNode> cell) {
      columns.add(new Column(name, type, format, description, priority, cell));
      return this;
    }

    Columns end() {
      return new Columns(columns);
    }
  }
}
