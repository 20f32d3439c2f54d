package io.quarterdeck.gateway.component;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether the roles that have one leader have one that does its work, which its Lease tells, and
 * whether the store answers. Pure.
 */
final class ComponentHealth {
  private static final int LEASE_SECONDS = 15;

  private ComponentHealth() {}

  /**
   * One ComponentStatus for each component.
   *
   * @param store what keeps the store from answering; empty where it has just answered
   */
  static List<ApiObject> of(
      Function<ObjectKey, Optional<ApiObject>> leases, Optional<String> store, Instant now) {
    List<ApiObject> components = new ArrayList<>();
    components.add(status("controller-manager", unled("kube-controller-manager", leases, now)));
    components.add(status("scheduler", unled("kube-scheduler", leases, now)));
    components.add(status("etcd-0", store));
    return List.copyOf(components);
  }

  /** Why nobody leads a role; empty where somebody does. */
  private static Optional<String> unled(
      String name, Function<ObjectKey, Optional<ApiObject>> leases, Instant now) {
    ObjectKey key = new ObjectKey("kube-system", name);
    Optional<ApiObject> found = leases.apply(key);
    String renewed = found.map(each -> each.text("spec", "renewTime")).orElse("");
    boolean held = found.filter(each -> !each.text("spec", "holderIdentity").isEmpty()).isPresent();
    if (!held || renewed.isEmpty()) {
      return Optional.of("nobody holds the lease " + key);
    }
    Duration allowed =
        Duration.ofSeconds(found.get().integer(LEASE_SECONDS, "spec", "leaseDurationSeconds"));
    return now.isAfter(Instant.parse(renewed).plus(allowed))
        ? Optional.of("the lease " + key + " was last renewed at " + renewed)
        : Optional.empty();
  }

  private static ApiObject status(String name, Optional<String> failure) {
    ObjectNode status = Json.object().put("kind", "ComponentStatus").put("apiVersion", "v1");
    status.putObject("metadata").put("name", name);
    ObjectNode condition =
        status
            .putArray("conditions")
            .addObject()
            .put("type", "Healthy")
            .put("status", failure.isEmpty() ? "True" : "False");
    failure.ifPresentOrElse(
        why -> condition.put("error", why), () -> condition.put("message", "ok"));
    return ApiObject.of(status);
  }
}
