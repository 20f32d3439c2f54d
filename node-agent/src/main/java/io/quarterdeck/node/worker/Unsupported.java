package io.quarterdeck.node.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.List;
import java.util.Optional;

/** What a pod demands that this agent cannot give: it is said, and the pod does not start. Pure. */
final class Unsupported {
  private Unsupported() {}

  /** The first such field with its path. */
  static Optional<String> demand(ApiObject pod) {
    JsonNode spec = pod.at("spec");
    Optional<String> shared = security(spec.path("securityContext"), "spec.securityContext");
    if (shared.isPresent()) {
      return shared;
    }
    if (!spec.path("securityContext").path("sysctls").isEmpty()) {
      return said("spec.securityContext.sysctls");
    }
    if (spec.path("hostUsers").isBoolean() && !spec.path("hostUsers").asBoolean()) {
      return said("spec.hostUsers=false");
    }
    for (String list : List.of("initContainers", "containers")) {
      int index = 0;
      for (JsonNode container : spec.path(list)) {
        Optional<String> demand = demand(container, "spec." + list + "[" + index++ + "]");
        if (demand.isPresent()) {
          return demand;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> demand(JsonNode container, String at) {
    for (JsonNode port : container.path("ports")) {
      if (port.path("hostPort").asInt() > 0) {
        return said(at + ".ports.hostPort");
      }
    }
    if (container.path("lifecycle").has("stopSignal")) {
      return said(at + ".lifecycle.stopSignal");
    }
    return container.path("volumeDevices").isEmpty()
        ? security(container.path("securityContext"), at + ".securityContext")
        : said(at + ".volumeDevices");
  }

  private static Optional<String> security(JsonNode context, String at) {
    String seccomp = context.path("seccompProfile").path("type").asText("Unconfined");
    if (!seccomp.equals("Unconfined")) {
      return said(at + ".seccompProfile.type=" + seccomp);
    }
    boolean rootByImage =
        context.path("runAsNonRoot").asBoolean() && context.path("runAsUser").asLong(0) == 0;
    return rootByImage ? said(at + ".runAsNonRoot without runAsUser") : Optional.empty();
  }

  private static Optional<String> said(String field) {
    return Optional.of(field + " is not supported by this node yet");
  }
}
