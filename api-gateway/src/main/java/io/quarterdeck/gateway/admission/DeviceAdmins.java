package io.quarterdeck.gateway.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Devices that others use are claimed only in namespaces that are labelled for it. */
@Singleton
class DeviceAdmins {
  private static final String LABEL = "resource.kubernetes.io/admin-access";
  private static final String GROUP = "resource.k8s.io";

  private final Namespaces namespaces;

  DeviceAdmins(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  Uni<Void> admit(Kind kind, ApiObject object) {
    Optional<String> asked = asked(kind, object);
    return asked.isEmpty()
        ? Uni.createFrom().voidItem()
        : namespaces
            .find(Resources.NAMESPACES, ObjectKey.cluster(object.namespace()))
            .invoke(found -> require(found, kind, object, asked.get()))
            .replaceWithVoid();
  }

  /** The field by which a claim or a template of claims asks for it. */
  private static Optional<String> asked(Kind kind, ApiObject object) {
    if (!kind.type().group().equals(GROUP)) {
      return Optional.empty();
    }
    JsonNode requests =
        kind.type().kind().equals("ResourceClaimTemplate")
            ? object.at("spec", "spec", "devices", "requests")
            : object.at("spec", "devices", "requests");
    for (int i = 0; i < requests.size(); i++) {
      if (requests.get(i).path("exactly").path("adminAccess").asBoolean()) {
        return Optional.of("spec.devices.requests[" + i + "].adminAccess");
      }
    }
    return Optional.empty();
  }

  private static void require(Optional<Item> namespace, Kind kind, ApiObject object, String field) {
    boolean labelled =
        namespace.filter(it -> "true".equals(it.object().labels().get(LABEL))).isPresent();
    if (!labelled) {
      throw Failures.invalid(
          kind.type(),
          object.name(),
          List.of(
              FieldError.forbidden(
                  field,
                  "admin access to devices requires the `"
                      + LABEL
                      + ": true` label on the containing namespace")));
    }
  }
}
