package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.quantity.Quantity;
import java.util.ArrayList;
import java.util.List;

/** How much a pod's resources are promised to it. */
final class QosClass {
  private static final List<String> RESOURCES = List.of("cpu", "memory");

  private QosClass() {}

  static String of(JsonNode spec) {
    List<JsonNode> containers = new ArrayList<>();
    spec.path("containers").forEach(containers::add);
    spec.path("initContainers").forEach(containers::add);
    boolean anything = false;
    boolean guaranteed = true;
    for (JsonNode container : containers) {
      for (String resource : RESOURCES) {
        String request = container.at("/resources/requests/" + resource).asText("");
        String limit = container.at("/resources/limits/" + resource).asText("");
        anything |= !request.isEmpty() || !limit.isEmpty();
        guaranteed &=
            !limit.isEmpty()
                && (request.isEmpty() || Quantity.parse(request).equals(Quantity.parse(limit)));
      }
    }
    if (!anything) {
      return "BestEffort";
    }
    return guaranteed ? "Guaranteed" : "Burstable";
  }
}
