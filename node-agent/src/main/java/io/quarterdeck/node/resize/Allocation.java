package io.quarterdeck.node.resize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a node gives to the containers of a pod: requests and limits by the name of the container.
 * The spec may already ask for something else. Init containers that end are left out, as they never
 * change.
 */
public record Allocation(Map<String, JsonNode> resources) {
  private static final List<String> LISTS = List.of("containers", "initContainers");

  public Allocation {
    resources = Map.copyOf(resources);
  }

  /** What the spec asks. */
  static Allocation of(ApiObject pod) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    eachResizable(pod, (name, container) -> resources.put(name, resources(container)));
    return new Allocation(resources);
  }

  /** The pod as it would be if the spec asked for this. Containers that are new keep theirs. */
  ApiObject appliedTo(ApiObject pod) {
    if (of(pod).equals(this)) {
      return pod;
    }
    ApiObject allocated = pod.copy();
    eachResizable(
        allocated,
        (name, container) -> {
          JsonNode given = resources.get(name);
          if (given != null) {
            ((ObjectNode) container).set("resources", given.deepCopy());
          }
        });
    return allocated;
  }

  private static void eachResizable(ApiObject pod, BiConsumer<String, JsonNode> action) {
    for (String list : LISTS) {
      for (JsonNode container : pod.at("spec", list)) {
        boolean lasts = container.path("restartPolicy").asText("").equals("Always");
        if (list.equals("containers") || lasts) {
          action.accept(container.path("name").asText(), container);
        }
      }
    }
  }

  private static JsonNode resources(JsonNode container) {
    return container.path("resources").isObject()
        ? container.path("resources").deepCopy()
        : Json.object();
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    resources.forEach(json::set);
    return json;
  }

  static Allocation read(JsonNode json) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    json.properties().forEach(each -> resources.put(each.getKey(), each.getValue()));
    return new Allocation(resources);
  }
}
