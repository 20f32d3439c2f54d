package io.quarterdeck.scheduler.plan;

import io.quarterdeck.model.ApiObject;
import java.util.Optional;

/**
 * What a pod demands that this scheduler does not look at yet: better to wait than to ignore it.
 */
public final class Unsupported {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private Unsupported() {}

  /** The message for the user; empty when everything can be honoured. */
  public static Optional<String> demand(ApiObject pod) {
    if (!pod.at("spec", "affinity", "podAffinity", REQUIRED).isEmpty()) {
      return message("spec.affinity.podAffinity");
    }
    if (!pod.at("spec", "affinity", "podAntiAffinity", REQUIRED).isEmpty()) {
      return message("spec.affinity.podAntiAffinity");
    }
    for (var constraint : pod.at("spec", "topologySpreadConstraints")) {
      if (constraint.path("whenUnsatisfiable").asText().equals("DoNotSchedule")) {
        return message("spec.topologySpreadConstraints");
      }
    }
    for (var volume : pod.at("spec", "volumes")) {
      if (volume.has("persistentVolumeClaim") || volume.has("ephemeral")) {
        return message("spec.volumes of persistent storage");
      }
    }
    return pod.at("spec", "resourceClaims").isEmpty()
        ? Optional.empty()
        : message("spec.resourceClaims");
  }

  private static Optional<String> message(String field) {
    return Optional.of("the scheduler does not support " + field + " yet");
  }
}
