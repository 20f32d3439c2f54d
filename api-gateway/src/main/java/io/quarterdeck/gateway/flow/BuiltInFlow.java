package io.quarterdeck.gateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The FlowSchemas and priority levels that every cluster has: facts from {@code built-in.json}. */
public final class BuiltInFlow {
  public static final ResourceType SCHEMAS =
      ResourceType.cluster("flowcontrol.apiserver.k8s.io", "v1", "FlowSchema", "flowschemas");
  public static final ResourceType LEVELS =
      ResourceType.cluster(
          "flowcontrol.apiserver.k8s.io",
          "v1",
          "PriorityLevelConfiguration",
          "prioritylevelconfigurations");

  private static final JsonNode FACTS = read();

  private BuiltInFlow() {}

  private static JsonNode read() {
    try (InputStream facts = BuiltInFlow.class.getResourceAsStream("built-in.json")) {
      if (facts == null) {
        throw new IllegalStateException("built-in.json is missing");
      }
      return Json.MAPPER.readTree(facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<ApiObject> schemas() {
    return objects(SCHEMAS, "schemas");
  }

  public static List<ApiObject> levels() {
    return objects(LEVELS, "levels");
  }

  private static List<ApiObject> objects(ResourceType type, String facts) {
    return FACTS.path(facts).properties().stream()
        .map(
            each -> {
              ApiObject object = ApiObject.create(type, ObjectKey.cluster(each.getKey()));
              object.json().set("spec", each.getValue().deepCopy());
              return object;
            })
        .toList();
  }
}
