package io.quarterdeck.controller.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.controller.meta.IntOrPercent;
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

  private static final JsonNode QUARTER = TextNode.valueOf("25%");

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
    // The API fills the default in, so only objects of our own making lack it.
    JsonNode given = value.isMissingNode() || value.isNull() ? QUARTER : value;
    return up ? IntOrPercent.roundedUp(given, total) : IntOrPercent.roundedDown(given, total);
  }
}
