package io.quarterdeck.model;

/** The resources that the platform's own roles read and write. */
public final class Resources {
  public static final ResourceType NAMESPACES =
      ResourceType.cluster("", "v1", "Namespace", "namespaces");
  public static final ResourceType NODES = ResourceType.cluster("", "v1", "Node", "nodes");
  public static final ResourceType PODS = ResourceType.namespaced("", "v1", "Pod", "pods");
  public static final ResourceType SERVICES =
      ResourceType.namespaced("", "v1", "Service", "services");
  public static final ResourceType CONFIG_MAPS =
      ResourceType.namespaced("", "v1", "ConfigMap", "configmaps");
  public static final ResourceType SECRETS = ResourceType.namespaced("", "v1", "Secret", "secrets");
  public static final ResourceType SERVICE_ACCOUNTS =
      ResourceType.namespaced("", "v1", "ServiceAccount", "serviceaccounts");
  public static final ResourceType EVENTS = ResourceType.namespaced("", "v1", "Event", "events");
  public static final ResourceType ENDPOINT_SLICES =
      ResourceType.namespaced("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");
  public static final ResourceType LEASES =
      ResourceType.namespaced("coordination.k8s.io", "v1", "Lease", "leases");
  public static final ResourceType DEPLOYMENTS =
      ResourceType.namespaced("apps", "v1", "Deployment", "deployments");
  public static final ResourceType REPLICA_SETS =
      ResourceType.namespaced("apps", "v1", "ReplicaSet", "replicasets");
  public static final ResourceType DISRUPTION_BUDGETS =
      ResourceType.namespaced("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets");
  public static final ResourceType SERVICE_CIDRS =
      ResourceType.cluster("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs");
  public static final ResourceType IP_ADDRESSES =
      ResourceType.cluster("networking.k8s.io", "v1", "IPAddress", "ipaddresses");

  private Resources() {}
}
