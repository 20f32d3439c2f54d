package io.quarterdeck.gateway.authz;

import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ObjectKey;
import java.util.Set;
import java.util.function.BiPredicate;

/** What a node may do: whatever concerns itself and the pods that are bound to it. */
public final class NodeRules {
  /** Leases of nodes live here. */
  static final String LEASE_NAMESPACE = "kube-node-lease";

  private static final Set<String> READ = Set.of("get", "list", "watch");
  private static final Set<String> READ_FREELY =
      Set.of(
          "core/services",
          "core/nodes",
          "core/namespaces",
          "discovery.k8s.io/endpointslices",
          "core/pods");

  private final BiPredicate<ObjectKey, String> boundTo;
  private final NodeReferences references;

  /** Whether a pod of the node refers to a ConfigMap, Secret or ServiceAccount. */
  @FunctionalInterface
  public interface NodeReferences {
    boolean refers(String node, String resource, ObjectKey object);
  }

  /**
   * Rules over what the pods of nodes are.
   *
   * @param boundTo whether the pod of this key runs on the node of this name
   */
  public NodeRules(BiPredicate<ObjectKey, String> boundTo, NodeReferences references) {
    this.boundTo = boundTo;
    this.references = references;
  }

  boolean allows(String node, RequestInfo info) {
    String group = info.group().isEmpty() ? "core" : info.group();
    String resource = group + "/" + info.resource();
    if (READ.contains(info.verb())
        && info.subresource().isEmpty()
        && READ_FREELY.contains(resource)) {
      return true;
    }
    ObjectKey key = new ObjectKey(info.namespace(), info.name());
    return switch (resource) {
      case "core/nodes" -> ownNode(node, info);
      case "coordination.k8s.io/leases" ->
          info.namespace().equals(LEASE_NAMESPACE)
              && (info.verb().equals("create") || info.name().equals(node));
      case "core/pods" -> pod(node, info, key);
      case "core/events" -> writes(info) || info.verb().equals("get");
      case "core/configmaps", "core/secrets" ->
          info.verb().equals("get") && references.refers(node, info.resource(), key);
      case "core/serviceaccounts" ->
          info.subresource().equals("token")
              && info.verb().equals("create")
              && references.refers(node, info.resource(), key);
      default -> false;
    };
  }

  private static boolean ownNode(String node, RequestInfo info) {
    boolean own = info.name().equals(node);
    return switch (info.subresource()) {
      case "" -> info.verb().equals("create") || (own && writes(info));
      case "status" -> own && writes(info);
      default -> false;
    };
  }

  private boolean pod(String node, RequestInfo info, ObjectKey key) {
    boolean allowed =
        switch (info.subresource()) {
          case "" -> info.verb().equals("delete");
          case "status" -> info.verb().equals("update") || info.verb().equals("patch");
          default -> false;
        };
    return allowed && boundTo.test(key, node);
  }

  private static boolean writes(RequestInfo info) {
    return switch (info.verb()) {
      case "create", "update", "patch" -> true;
      default -> false;
    };
  }
}
