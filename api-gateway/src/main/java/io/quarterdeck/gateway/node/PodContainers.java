package io.quarterdeck.gateway.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.List;

/** Finds out which container of a pod a request means. */
final class PodContainers {
  private PodContainers() {}

  /**
   * The name of the container.
   *
   * @param wanted by the request; empty when it leaves the choice
   */
  static String choose(ApiObject pod, String wanted) {
    List<String> names = new ArrayList<>();
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (JsonNode each : pod.at("spec", list)) {
        names.add(each.path("name").asText());
      }
    }
    if (wanted.isEmpty()) {
      if (pod.at("spec", "containers").size() == 1) {
        return pod.at("spec", "containers").get(0).path("name").asText();
      }
      throw Failures.badRequest(
          "a container name must be specified for pod "
              + pod.name()
              + ", choose one of: ["
              + String.join(" ", names)
              + "]");
    }
    if (!names.contains(wanted)) {
      throw Failures.badRequest("container " + wanted + " is not valid for pod " + pod.name());
    }
    return wanted;
  }
}
