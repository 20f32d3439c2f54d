package io.quarterdeck.gateway.admission;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.PriorityClassStrategy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** What a new object must fit into, and what it is given by the cluster's rules. */
@Singleton
public class Admission {
  private final Namespaces namespaces;
  private final PodAccounts accounts;
  private final PodPriority priority;
  private final DeviceAdmins devices;

  Admission(
      Namespaces namespaces, PodAccounts accounts, PodPriority priority, DeviceAdmins devices) {
    this.namespaces = namespaces;
    this.accounts = accounts;
    this.priority = priority;
    this.devices = devices;
  }

  /** Whether something may be created in a namespace; an empty one stands for the cluster. */
  public Uni<Void> namespaceAccepts(Kind kind, ApiObject object, String namespace) {
    return namespace.isEmpty()
        ? Uni.createFrom().voidItem()
        : namespaces.accept(kind, object, namespace);
  }

  /** May complete the object; fails when it is not admitted. */
  public Uni<Void> admitNew(Kind kind, ApiObject object, User user) {
    requireOwnNode(kind, object, user);
    if (kind.type().equals(CertificateRequesters.REQUESTS)) {
      CertificateRequesters.complete(object, user);
    }
    admitNext(kind, object);
    if (!kind.type().equals(Resources.PODS)) {
      return devices.admit(kind, object);
    }
    return priority.complete(object).flatMap(ignored -> accounts.complete(object));
  }

  /** What a new version must fit into, as a new object must. */
  public void admitNext(Kind kind, ApiObject object) {
    if (kind.type().equals(PriorityClassStrategy.TYPE)) {
      priority.requireOneDefault(object);
    }
  }

  /** A node creates itself and its own Lease, and no other's. */
  private static void requireOwnNode(Kind kind, ApiObject object, User user) {
    boolean ofNodes = kind.type().equals(Resources.NODES) || kind.type().equals(Resources.LEASES);
    if (ofNodes && !user.node().isEmpty() && !user.node().equals(object.name())) {
      throw Failures.forbidden(
          kind.type(),
          object.name(),
          "node \""
              + user.node()
              + "\" is not allowed to create another node's "
              + kind.type().kind());
    }
  }
}
