package io.quarterdeck.controller.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Questions that controllers ask of a Pod. Pure. */
public final class Pods {
  private Pods() {}

  public static String phase(ApiObject pod) {
    return pod.text("status", "phase");
  }

  public static String node(ApiObject pod) {
    return pod.text("spec", "nodeName");
  }

  /** It ran to its end, well or badly. */
  public static boolean isTerminal(ApiObject pod) {
    String phase = phase(pod);
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** It counts as one of a set's replicas. */
  public static boolean isActive(ApiObject pod) {
    return !isTerminal(pod) && !pod.isBeingDeleted();
  }

  public static boolean isReady(ApiObject pod) {
    return Conditions.isTrue(pod.at("status", "conditions"), "Ready");
  }

  /** Since when it is ready; empty when it is not. */
  public static Optional<Instant> readySince(ApiObject pod) {
    return Conditions.find(pod.at("status", "conditions"), "Ready")
        .filter(each -> Conditions.text(each, "status").equals("True"))
        .map(each -> Conditions.text(each, "lastTransitionTime"))
        .filter(time -> !time.isEmpty())
        .map(Instant::parse);
  }

  public static boolean isAvailable(ApiObject pod, Duration minReady, Instant now) {
    return isReady(pod)
        && (minReady.isZero()
            || readySince(pod).filter(since -> !since.plus(minReady).isAfter(now)).isPresent());
  }

  public static int restarts(ApiObject pod) {
    int most = 0;
    for (JsonNode container : pod.at("status", "containerStatuses")) {
      most = Math.max(most, container.path("restartCount").asInt());
    }
    return most;
  }
}
