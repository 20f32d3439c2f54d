package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import java.time.Instant;

/** Tables: objects in the form in which people read lists. */
public final class Tables {
  private Tables() {}

  /** What a row carries of its object beside the cells. */
  public enum IncludeObject {
    NONE,
    METADATA,
    OBJECT
  }

  /** What the columns are. */
  public static ArrayNode columns(Kind kind) {
    ArrayNode columns = Json.MAPPER.createArrayNode();
    for (Column column : kind.columns().list()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.format())
          .put("description", column.description())
          .put("priority", column.priority());
    }
    return columns;
  }

  public static ObjectNode row(Kind kind, ApiObject object, IncludeObject include, Instant now) {
    ObjectNode row = Json.object();
    ArrayNode cells = row.putArray("cells");
    kind.columns().cells(object, now).forEach(cells::add);
    include(row, object, include);
    return row;
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
