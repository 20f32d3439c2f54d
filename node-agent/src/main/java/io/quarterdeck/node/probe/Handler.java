package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Does to a container what a probe or a hook says. Blocking. */
@FunctionalInterface
interface Handler {
  Outcome run(JsonNode handler, Target target, Duration timeout) throws InterruptedException;

  /** The running container. */
  record Target(String containerId, String podIp, JsonNode container) {}

  /** Whether it succeeded, and if not, why. */
  record Outcome(boolean success, String message) {
    static final Outcome SUCCESS = new Outcome(true, "");

    static Outcome failure(String message) {
      return new Outcome(false, message);
    }
  }
}
