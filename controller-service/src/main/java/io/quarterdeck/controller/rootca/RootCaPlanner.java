package io.quarterdeck.controller.rootca;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import java.util.Optional;

/** Decides whether a Namespace's copy of the CA is to be written. Pure. */
final class RootCaPlanner {
  static final String NAME = "kube-root-ca.crt";
  private static final String FIELD = "ca.crt";
  private static final String DESCRIPTION =
      "Contains a CA bundle that can be used to verify the kube-apiserver when using internal"
          + " endpoints such as the internal service IP or kubernetes.default.svc. No other usage"
          + " is guaranteed across distributions of Kubernetes clusters.";

  private RootCaPlanner() {}

  /** The ConfigMap as it is to be written; empty when it is right. */
  static Optional<ApiObject> plan(String namespace, Optional<ApiObject> current, String pem) {
    ObjectNode data = Json.object().put(FIELD, pem);
    if (current.isPresent() && current.get().at("data").equals(data)) {
      return Optional.empty();
    }
    ApiObject wanted =
        current
            .map(ApiObject::copy)
            .orElseGet(
                () -> ApiObject.create(Resources.CONFIG_MAPS, new ObjectKey(namespace, NAME)));
    wanted.json().set("data", data);
    wanted
        .json()
        .withObject("/metadata")
        .withObjectProperty("annotations")
        .put("kubernetes.io/description", DESCRIPTION);
    return Optional.of(wanted);
  }
}
