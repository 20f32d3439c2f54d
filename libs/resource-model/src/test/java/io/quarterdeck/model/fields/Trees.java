package io.quarterdeck.model.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.nio.charset.StandardCharsets;

/** Objects and field sets as tests write them: JSON, in which quotes may be single. */
public final class Trees {
  public static final Schema DEPLOYMENT = kind("apps/v1", "Deployment");
  public static final Schema SERVICE = kind("v1", "Service");
  public static final Schema POD = kind("v1", "Pod");
  public static final Schema CONFIG_MAP = kind("v1", "ConfigMap");

  private Trees() {}

  private static Schema kind(String apiVersion, String kind) {
    return Schemas.builtIn().forKind(apiVersion, kind).orElseThrow();
  }

  public static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  public static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  public static FieldSet set(String text) {
    try {
      return FieldsV1.read(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
    } catch (FieldsException e) {
      throw new AssertionError(e);
    }
  }
}
