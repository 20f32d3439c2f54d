package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.ResourceType;
import java.util.List;
import java.util.Set;

/** Of most kinds an update need not say which version it replaces; of these it must. Pure. */
final class UnconditionalUpdates {
  private static final Set<String> CONDITIONAL =
      Set.of(
          "serviceaccounts",
          "leases.coordination.k8s.io",
          "poddisruptionbudgets.policy",
          "customresourcedefinitions.apiextensions.k8s.io",
          "apiservices.apiregistration.k8s.io",
          "runtimeclasses.node.k8s.io",
          "csidrivers.storage.k8s.io",
          "csinodes.storage.k8s.io",
          "csistoragecapacities.storage.k8s.io",
          "volumeattachments.storage.k8s.io",
          "mutatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingwebhookconfigurations.admissionregistration.k8s.io",
          "validatingadmissionpolicies.admissionregistration.k8s.io",
          "validatingadmissionpolicybindings.admissionregistration.k8s.io");

  private UnconditionalUpdates() {}

  static void refuse(ResourceType type, ApiObject wanted) {
    String version = wanted.resourceVersion();
    boolean unsaid = version.isEmpty() || version.equals("0");
    if (unsaid && CONDITIONAL.contains(type.qualifiedName())) {
      // The message of this one names the resource where others name the kind.
      ResourceType named =
          ResourceType.namespaced(type.group(), type.version(), type.plural(), type.plural());
      throw Failures.invalid(
          named,
          wanted.name(),
          List.of(
              FieldError.invalid(
                  "metadata.resourceVersion", "0x0", "must be specified for an update")));
    }
  }
}
