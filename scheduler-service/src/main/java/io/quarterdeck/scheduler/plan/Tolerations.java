package io.quarterdeck.scheduler.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.Optional;

/** Which taints of a node a pod does not mind. */
public final class Tolerations {
  private Tolerations() {}

  /** The first taint that keeps the pod away from the node. */
  public static Optional<JsonNode> untolerated(ApiObject pod, ApiObject node) {
    for (JsonNode taint : node.at("spec", "taints")) {
      String effect = taint.path("effect").asText();
      boolean keepsAway = effect.equals("NoSchedule") || effect.equals("NoExecute");
      if (keepsAway && !tolerates(pod, taint)) {
        return Optional.of(taint);
      }
    }
    return Optional.empty();
  }

  /** How many taints would rather not have the pod. */
  public static long disliked(ApiObject pod, ApiObject node) {
    long count = 0;
    for (JsonNode taint : node.at("spec", "taints")) {
      boolean soft = taint.path("effect").asText().equals("PreferNoSchedule");
      count += soft && !tolerates(pod, taint) ? 1 : 0;
    }
    return count;
  }

  public static boolean tolerates(ApiObject pod, JsonNode taint) {
    for (JsonNode toleration : pod.at("spec", "tolerations")) {
      if (covers(toleration, taint)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(JsonNode toleration, JsonNode taint) {
    String effect = toleration.path("effect").asText("");
    String key = toleration.path("key").asText("");
    boolean exists = toleration.path("operator").asText("Equal").equals("Exists");
    if (!effect.isEmpty() && !effect.equals(taint.path("effect").asText())) {
      return false;
    }
    if (key.isEmpty()) {
      return exists;
    }
    return key.equals(taint.path("key").asText())
        && (exists || toleration.path("value").asText("").equals(taint.path("value").asText("")));
  }
}
