package io.quarterdeck.model.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.util.Map;

/** JSON merge patch, RFC 7396. */
public final class MergePatch {
  private MergePatch() {}

  /** The patched tree; target and patch are left as they were. */
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode object)) {
      return patch.deepCopy();
    }
    ObjectNode merged = target instanceof ObjectNode known ? known.deepCopy() : Json.object();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isNull()) {
        merged.remove(field.getKey());
      } else {
        merged.set(field.getKey(), apply(merged.path(field.getKey()), field.getValue()));
      }
    }
    return merged;
  }
}
