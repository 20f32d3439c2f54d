package io.quarterdeck.model.kind;

import static java.util.Map.entry;

import io.quarterdeck.model.table.AccessColumns;
import io.quarterdeck.model.table.AdmissionColumns;
import io.quarterdeck.model.table.AutoscalerColumns;
import io.quarterdeck.model.table.BatchColumns;
import io.quarterdeck.model.table.Columns;
import io.quarterdeck.model.table.CoreColumns;
import io.quarterdeck.model.table.DeviceColumns;
import io.quarterdeck.model.table.FlowColumns;
import io.quarterdeck.model.table.NetworkColumns;
import io.quarterdeck.model.table.NodeColumns;
import io.quarterdeck.model.table.PodColumns;
import io.quarterdeck.model.table.PolicyColumns;
import io.quarterdeck.model.table.ServiceColumns;
import io.quarterdeck.model.table.StorageColumns;
import io.quarterdeck.model.table.VolumeColumns;
import io.quarterdeck.model.table.WorkloadColumns;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What {@code kinds.json} cannot say of a kind: its rules, and the columns of its table. Both are
 * optional.
 */
final class Behaviours {
  private static final Map<String, Function<WriteFacts, Strategy>> STRATEGIES =
      Map.ofEntries(
          entry("certificatesigningrequests.certificates.k8s.io", CertificateRequestStrategy::new),
          entry(
              "clusterrolebindings.rbac.authorization.k8s.io",
              facts -> new RoleBindingStrategy(facts, false)),
          entry("clusterroles.rbac.authorization.k8s.io", facts -> new RoleStrategy(facts, false)),
          entry("configmaps", facts -> new DataStrategy(facts, false)),
          entry("controllerrevisions.apps", ControllerRevisionStrategy::new),
          entry("cronjobs.batch", CronJobStrategy::new),
          entry("csidrivers.storage.k8s.io", CsiDriverStrategy::new),
          entry("csinodes.storage.k8s.io", CsiNodeStrategy::new),
          entry("csistoragecapacities.storage.k8s.io", CsiStorageCapacityStrategy::new),
          entry("daemonsets.apps", DaemonSetStrategy::new),
          entry("deployments.apps", TemplateStrategy::new),
          entry("deviceclasses.resource.k8s.io", DeviceClassStrategy::new),
          entry("endpoints", EndpointsStrategy::new),
          entry("endpointslices.discovery.k8s.io", EndpointSliceStrategy::new),
          entry("events", facts -> new EventStrategy()),
          entry("flowschemas.flowcontrol.apiserver.k8s.io", FlowSchemaStrategy::new),
          entry("horizontalpodautoscalers.autoscaling", AutoscalerStrategy::new),
          entry("ingressclasses.networking.k8s.io", IngressClassStrategy::new),
          entry("ingresses.networking.k8s.io", IngressStrategy::new),
          entry("ipaddresses.networking.k8s.io", AddressStrategy::new),
          entry("jobs.batch", JobStrategy::new),
          entry("leases.coordination.k8s.io", LeaseStrategy::new),
          entry("limitranges", LimitRangeStrategy::new),
          entry(
              "mutatingadmissionpolicies.admissionregistration.k8s.io",
              MutationPolicyStrategy::new),
          entry(
              "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
              MutationBindingStrategy::new),
          entry("mutatingwebhookconfigurations.admissionregistration.k8s.io", WebhookStrategy::new),
          entry("namespaces", NamespaceStrategy::new),
          entry("networkpolicies.networking.k8s.io", NetworkPolicyStrategy::new),
          entry("nodes", NodeStrategy::new),
          entry("persistentvolumeclaims", ClaimStrategy::new),
          entry("persistentvolumes", VolumeStrategy::new),
          entry("poddisruptionbudgets.policy", DisruptionBudgetStrategy::new),
          entry("pods", PodStrategy::new),
          entry("podtemplates", PodTemplateStrategy::new),
          entry("priorityclasses.scheduling.k8s.io", PriorityClassStrategy::new),
          entry(
              "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
              PriorityLevelStrategy::new),
          entry("replicasets.apps", TemplateStrategy::new),
          entry("replicationcontrollers", ReplicationControllerStrategy::new),
          entry("resourceclaims.resource.k8s.io", ResourceClaimStrategy::new),
          entry("resourceclaimtemplates.resource.k8s.io", ResourceClaimTemplateStrategy::new),
          entry("resourcequotas", QuotaStrategy::new),
          entry("resourceslices.resource.k8s.io", ResourceSliceStrategy::new),
          entry(
              "rolebindings.rbac.authorization.k8s.io",
              facts -> new RoleBindingStrategy(facts, true)),
          entry("roles.rbac.authorization.k8s.io", facts -> new RoleStrategy(facts, true)),
          entry("runtimeclasses.node.k8s.io", RuntimeClassStrategy::new),
          entry("secrets", facts -> new DataStrategy(facts, true)),
          entry("serviceaccounts", ServiceAccountStrategy::new),
          entry("servicecidrs.networking.k8s.io", ServiceRangeStrategy::new),
          entry("services", ServiceStrategy::new),
          entry("statefulsets.apps", StatefulSetStrategy::new),
          entry("storageclasses.storage.k8s.io", StorageClassStrategy::new),
          entry(
              "validatingadmissionpolicies.admissionregistration.k8s.io",
              AdmissionPolicyStrategy::new),
          entry(
              "validatingadmissionpolicybindings.admissionregistration.k8s.io",
              AdmissionBindingStrategy::new),
          entry(
              "validatingwebhookconfigurations.admissionregistration.k8s.io", WebhookStrategy::new),
          entry("volumeattachments.storage.k8s.io", VolumeAttachmentStrategy::new),
          entry("volumeattributesclasses.storage.k8s.io", VolumeAttributesStrategy::new));
  private static final Map<String, Columns> COLUMNS =
      Map.ofEntries(
          entry("apiservices.apiregistration.k8s.io", AdmissionColumns.API_SERVICES),
          entry(
              "certificatesigningrequests.certificates.k8s.io",
              AccessColumns.CERTIFICATE_SIGNING_REQUESTS),
          entry("clusterrolebindings.rbac.authorization.k8s.io", AccessColumns.BINDINGS),
          entry("componentstatuses", CoreColumns.COMPONENT_STATUSES),
          entry("configmaps", CoreColumns.CONFIG_MAPS),
          entry("controllerrevisions.apps", WorkloadColumns.CONTROLLER_REVISIONS),
          entry("cronjobs.batch", BatchColumns.CRON_JOBS),
          entry("csidrivers.storage.k8s.io", StorageColumns.CSI_DRIVERS),
          entry("csinodes.storage.k8s.io", StorageColumns.CSI_NODES),
          entry("csistoragecapacities.storage.k8s.io", StorageColumns.CSI_STORAGE_CAPACITIES),
          entry("daemonsets.apps", WorkloadColumns.DAEMON_SETS),
          entry("deployments.apps", WorkloadColumns.DEPLOYMENTS),
          entry("deviceclasses.resource.k8s.io", DeviceColumns.NAMES),
          entry("endpoints", ServiceColumns.ENDPOINTS),
          entry("endpointslices.discovery.k8s.io", ServiceColumns.ENDPOINT_SLICES),
          entry("events", CoreColumns.EVENTS),
          entry("flowschemas.flowcontrol.apiserver.k8s.io", FlowColumns.FLOW_SCHEMAS),
          entry("horizontalpodautoscalers.autoscaling", AutoscalerColumns.COLUMNS),
          entry("ingressclasses.networking.k8s.io", NetworkColumns.INGRESS_CLASSES),
          entry("ingresses.networking.k8s.io", NetworkColumns.INGRESSES),
          entry("ipaddresses.networking.k8s.io", NetworkColumns.ADDRESSES),
          entry("jobs.batch", BatchColumns.JOBS),
          entry("leases.coordination.k8s.io", CoreColumns.LEASES),
          entry(
              "mutatingadmissionpolicies.admissionregistration.k8s.io",
              AdmissionColumns.MUTATION_POLICIES),
          entry(
              "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
              AdmissionColumns.MUTATION_BINDINGS),
          entry(
              "mutatingwebhookconfigurations.admissionregistration.k8s.io",
              AdmissionColumns.WEBHOOKS),
          entry("namespaces", CoreColumns.NAMESPACES),
          entry("networkpolicies.networking.k8s.io", NetworkColumns.NETWORK_POLICIES),
          entry("nodes", NodeColumns.COLUMNS),
          entry("persistentvolumeclaims", VolumeColumns.CLAIMS),
          entry("persistentvolumes", VolumeColumns.VOLUMES),
          entry("poddisruptionbudgets.policy", PolicyColumns.DISRUPTION_BUDGETS),
          entry("pods", PodColumns.COLUMNS),
          entry("podtemplates", WorkloadColumns.POD_TEMPLATES),
          entry("priorityclasses.scheduling.k8s.io", PolicyColumns.PRIORITY_CLASSES),
          entry(
              "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
              FlowColumns.PRIORITY_LEVELS),
          entry("replicasets.apps", WorkloadColumns.REPLICA_SETS),
          entry("replicationcontrollers", WorkloadColumns.REPLICATION_CONTROLLERS),
          entry("resourceclaims.resource.k8s.io", DeviceColumns.CLAIMS),
          entry("resourceclaimtemplates.resource.k8s.io", DeviceColumns.NAMES),
          entry("resourcequotas", PolicyColumns.QUOTAS),
          entry("resourceslices.resource.k8s.io", DeviceColumns.SLICES),
          entry("rolebindings.rbac.authorization.k8s.io", AccessColumns.BINDINGS),
          entry("runtimeclasses.node.k8s.io", PolicyColumns.RUNTIME_CLASSES),
          entry("secrets", CoreColumns.SECRETS),
          entry("serviceaccounts", CoreColumns.SERVICE_ACCOUNTS),
          entry("servicecidrs.networking.k8s.io", NetworkColumns.SERVICE_RANGES),
          entry("services", ServiceColumns.SERVICES),
          entry("statefulsets.apps", WorkloadColumns.STATEFUL_SETS),
          entry("storageclasses.storage.k8s.io", StorageColumns.STORAGE_CLASSES),
          entry(
              "validatingadmissionpolicies.admissionregistration.k8s.io",
              AdmissionColumns.POLICIES),
          entry(
              "validatingadmissionpolicybindings.admissionregistration.k8s.io",
              AdmissionColumns.POLICY_BINDINGS),
          entry(
              "validatingwebhookconfigurations.admissionregistration.k8s.io",
              AdmissionColumns.WEBHOOKS),
          entry("volumeattachments.storage.k8s.io", StorageColumns.VOLUME_ATTACHMENTS),
          entry("volumeattributesclasses.storage.k8s.io", StorageColumns.VOLUME_ATTRIBUTES));

  private Behaviours() {}

  /** The rules of a resource, by its qualified name; facts tell all where it has none. */
  static Strategy strategy(String resource, WriteFacts facts) {
    return STRATEGIES.getOrDefault(resource, SpecStrategy::new).apply(facts);
  }

  /** How the versions of a kind are made of one another. */
  static Conversion conversion(String kind) {
    return switch (kind) {
      case "Event" -> new EventConversion();
      case "HorizontalPodAutoscaler" -> new AutoscalerConversion();
      default -> throw new IllegalArgumentException(kind + " has one version");
    };
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
