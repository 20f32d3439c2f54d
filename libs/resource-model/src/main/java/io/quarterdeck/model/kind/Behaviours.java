package io.quarterdeck.model.kind;

import io.quarterdeck.model.table.Columns;
import io.quarterdeck.model.table.CoreColumns;
import io.quarterdeck.model.table.NodeColumns;
import io.quarterdeck.model.table.PodColumns;
import io.quarterdeck.model.table.ServiceColumns;
import io.quarterdeck.model.table.WorkloadColumns;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code kinds.json} cannot say of a kind: its rules, and the columns of its table. Both are
 * optional.
 */
final class Behaviours {
  private static final Map<String, Strategy> STRATEGIES =
      Map.of(
          "configmaps", new DataStrategy(false),
          "deployments.apps", new TemplateStrategy("status.replicas"),
          "events", new EventStrategy(),
          "namespaces", new NamespaceStrategy(),
          "nodes", new NodeStrategy(),
          "pods", new PodStrategy(),
          "replicasets.apps", new TemplateStrategy("status.replicas"),
          "secrets", new DataStrategy(true),
          "services", new ServiceStrategy());
  private static final Map<String, Columns> COLUMNS =
      Map.ofEntries(
          Map.entry("configmaps", CoreColumns.CONFIG_MAPS),
          Map.entry("deployments.apps", WorkloadColumns.DEPLOYMENTS),
          Map.entry("endpointslices.discovery.k8s.io", ServiceColumns.ENDPOINT_SLICES),
          Map.entry("events", CoreColumns.EVENTS),
          Map.entry("leases.coordination.k8s.io", CoreColumns.LEASES),
          Map.entry("namespaces", CoreColumns.NAMESPACES),
          Map.entry("nodes", NodeColumns.COLUMNS),
          Map.entry("pods", PodColumns.COLUMNS),
          Map.entry("replicasets.apps", WorkloadColumns.REPLICA_SETS),
          Map.entry("secrets", CoreColumns.SECRETS),
          Map.entry("serviceaccounts", CoreColumns.SERVICE_ACCOUNTS),
          Map.entry("services", ServiceColumns.SERVICES));

  private Behaviours() {}

  /** The rules of a resource, by its qualified name; empty where facts tell all. */
  static Optional<Strategy> strategy(String resource) {
    return Optional.ofNullable(STRATEGIES.get(resource));
  }

  static Columns columns(String resource) {
    return COLUMNS.getOrDefault(resource, CoreColumns.PLAIN);
  }

  /** All that have any. */
  static Set<String> resources() {
    Set<String> resources = new HashSet<>(STRATEGIES.keySet());
    resources.addAll(COLUMNS.keySet());
    return resources;
  }
}
