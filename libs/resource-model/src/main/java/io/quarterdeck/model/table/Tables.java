package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import java.time.Instant;
import java.util.List;

/** Tables: objects in the form in which people read lists. */
public final class Tables {
  private Tables() {}

  /** What a row carries of its object beside the cells. */
  public enum IncludeObject {
    NONE,
    METADATA,
    OBJECT
  }

  /**
   * Makes a table of objects.
   *
   * @param next the token of the next page; empty on the last
   * @param remaining how many objects follow; not said unless positive
   */
  public static ObjectNode table(
      Kind kind,
      List<ApiObject> objects,
      IncludeObject include,
      String resourceVersion,
      String next,
      long remaining,
      Instant now) {
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    ObjectNode metadata = table.putObject("metadata").put("resourceVersion", resourceVersion);
    if (!next.isEmpty()) {
      metadata.put("continue", next);
    }
    if (remaining > 0) {
      metadata.put("remainingItemCount", remaining);
    }
    ArrayNode columns = table.putArray("columnDefinitions");
    for (Column column : kind.columns().list()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.format())
          .put("description", column.description())
          .put("priority", column.priority());
    }
    ArrayNode rows = table.putArray("rows");
    for (ApiObject object : objects) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      kind.columns().cells(object, now).forEach(cells::add);
      include(row, object, include);
    }
    return table;
  }

  private static void include(ObjectNode row, ApiObject object, IncludeObject include) {
    switch (include) {
      case NONE -> {
        // The cells say it all.
      }
      case OBJECT -> row.set("object", object.json());
      case METADATA ->
          row.putObject("object")
              .put("kind", "PartialObjectMetadata")
              .put("apiVersion", "meta.k8s.io/v1")
              .set("metadata", object.at("metadata"));
    }
  }
}
