package io.quarterdeck.node.resize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a pod is given here and what its containers run with: what an agent must not forget. */
public record PodResources(Allocation allocation, Map<String, Actuated> actuated) {

  public PodResources {
    actuated = Map.copyOf(actuated);
  }

  PodResources with(Allocation newer) {
    return new PodResources(newer, actuated);
  }

  PodResources with(String container, Actuated newer) {
    Map<String, Actuated> all = new HashMap<>(actuated);
    all.put(container, newer);
    return new PodResources(allocation, all);
  }

  /** With what a run of a container runs, where that is known. */
  Optional<Actuated> of(String container, String id) {
    return Optional.ofNullable(actuated.get(container)).filter(each -> each.id().equals(id));
  }

  byte[] bytes() {
    ObjectNode json = Json.object();
    json.set("allocated", allocation.json());
    ObjectNode runs = json.putObject("actuated");
    actuated.forEach((container, each) -> runs.set(container, each.json()));
    return Json.bytes(json);
  }

  static PodResources read(byte[] bytes) {
    JsonNode json = Json.parse(bytes);
    Map<String, Actuated> actuated = new HashMap<>();
    json.path("actuated")
        .properties()
        .forEach(each -> actuated.put(each.getKey(), Actuated.read(each.getValue())));
    return new PodResources(Allocation.read(json.path("allocated")), actuated);
  }
}
