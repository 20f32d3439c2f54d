package io.quarterdeck.controller.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.util.Optional;

/**
 * What a Deployment asks for, with its percentages worked out.
 *
 * @param maxSurge how many Pods beyond {@code replicas} there may be; 0 unless rolling
 * @param maxUnavailable how many of {@code replicas} may be missing; 0 unless rolling
 * @param progressDeadline empty when the Deployment sets none
 */
record DeploymentSpec(
    int replicas,
    boolean rolling,
    int maxSurge,
    int maxUnavailable,
    int minReadySeconds,
    boolean paused,
    int revisionHistoryLimit,
    Optional<Duration> progressDeadline) {

  static DeploymentSpec of(ApiObject deployment) {
    int replicas = deployment.integer(1, "spec", "replicas");
    boolean rolling = !deployment.text("spec", "strategy", "type").equals("Recreate");
    JsonNode limits = deployment.at("spec", "strategy", "rollingUpdate");
    int surge = rolling ? scaled(limits.path("maxSurge"), replicas, true) : 0;
    int unavailable = rolling ? scaled(limits.path("maxUnavailable"), replicas, false) : 0;
    if (rolling && surge == 0 && unavailable == 0) {
      // Both may come to nothing by rounding; without one step there would be no progress.
      unavailable = 1;
    }
    int deadline = deployment.integer(Integer.MAX_VALUE, "spec", "progressDeadlineSeconds");
    return new DeploymentSpec(
        replicas,
        rolling,
        surge,
        Math.min(unavailable, replicas),
        deployment.integer(0, "spec", "minReadySeconds"),
        deployment.at("spec", "paused").asBoolean(false),
        deployment.integer(Integer.MAX_VALUE, "spec", "revisionHistoryLimit"),
        deadline == Integer.MAX_VALUE
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(deadline)));
  }

  int maxReplicas() {
    return replicas + maxSurge;
  }

  int minAvailable() {
    return replicas - maxUnavailable;
  }

  private static int scaled(JsonNode value, int total, boolean up) {
    if (value.isMissingNode() || value.isNull()) {
      // The default of both; the API fills it in, so only objects of our own making lack it.
      return percent(25, total, up);
    }
    if (value.isNumber()) {
      return value.asInt();
    }
    String text = value.asText();
    return percent(Integer.parseInt(text.substring(0, text.length() - 1)), total, up);
  }

  private static int percent(int percent, int total, boolean up) {
    double part = (double) percent * total / 100;
    return (int) (up ? Math.ceil(part) : Math.floor(part));
  }
}
