package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import java.util.List;
import java.util.Map;

/** The defaults that depend on what else an object says. */
final class ConditionalDefaults {
  private static final String CORE = "io.k8s.api.core.v1.";
  private static final String APPS = "io.k8s.api.apps.v1.";
  private static final String BATCH = "io.k8s.api.batch.v1.";
  private static final String AUTOSCALING = "io.k8s.api.autoscaling.v2.";
  private static final String NETWORKING = "io.k8s.api.networking.v1.";
  private static final String RBAC = "io.k8s.api.rbac.v1.";
  private static final String RESOURCE = "io.k8s.api.resource.v1.";
  private static final String FLOW_CONTROL = "io.k8s.api.flowcontrol.v1.";

  private ConditionalDefaults() {}

  /** What must be there before the object's fields get their own defaults. */
  static void before(String definition, ObjectNode object) {
    switch (definition) {
      case CORE + "Volume" -> volume(object);
      case CORE + "Container", CORE + "EphemeralContainer" -> imagePullPolicy(object);
      case APPS + "DeploymentStrategy",
          APPS + "DaemonSetUpdateStrategy",
          APPS + "StatefulSetUpdateStrategy" ->
          rollingUpdate(object);
      case APPS + "StatefulSetSpec" -> WorkloadDefaults.claims(object);
      case AUTOSCALING + "HorizontalPodAutoscalerSpec" -> AutoscalerDefaults.metrics(object);
      case AUTOSCALING + "HorizontalPodAutoscalerBehavior" -> AutoscalerDefaults.behavior(object);
      case RBAC + "Subject" -> subject(object);
      case FLOW_CONTROL + "PriorityLevelConfigurationSpec" -> exempt(object);
      default -> {
        // Most definitions have none.
      }
    }
  }

  /** What can only be told when the object's fields have their defaults. */
  static void after(String definition, ObjectNode object, boolean isRoot) {
    switch (definition) {
      case CORE + "PodSpec" -> podSpec(object);
      case CORE + "Pod" -> {
        if (isRoot) {
          pod(object);
        }
      }
      case CORE + "ServiceSpec" -> serviceSpec(object);
      case CORE + "ServicePort" -> targetPort(object);
      case CORE + "NodeStatus" -> allocatable(object);
      case CORE + "ReplicationController" -> WorkloadDefaults.replicationController(object);
      case BATCH + "Job" -> WorkloadDefaults.job(object);
      case CORE + "LimitRangeItem" -> limits(object);
      case NETWORKING + "NetworkPolicySpec" -> policyTypes(object);
      case RESOURCE + "ExactDeviceRequest", RESOURCE + "DeviceSubRequest" -> oneDevice(object);
      case CORE + "Namespace" -> nameLabel(object);
      default -> {
        // Most definitions have none.
      }
    }
  }

  /** A volume without any source is an empty directory. */
  private static void volume(ObjectNode volume) {
    if (volume.isEmpty() || (volume.size() == 1 && volume.has("name"))) {
      volume.putObject("emptyDir");
    }
  }

  private static void imagePullPolicy(ObjectNode container) {
    if (text(container, "imagePullPolicy").isEmpty()) {
      String image = text(container, "image");
      container.put("imagePullPolicy", isLatest(image) ? "Always" : "IfNotPresent");
    }
  }

  /** An image without a tag is its latest one, unless a digest says which. */
  static boolean isLatest(String image) {
    int digest = image.indexOf('@');
    String tagged = digest < 0 ? image : image.substring(0, digest);
    String name = tagged.substring(tagged.lastIndexOf('/') + 1);
    int colon = name.lastIndexOf(':');
    if (colon < 0) {
      return digest < 0 && !image.isEmpty();
    }
    return name.substring(colon + 1).equals("latest");
  }

  private static void rollingUpdate(ObjectNode strategy) {
    String type = text(strategy, "type");
    if ((type.isEmpty() || type.equals("RollingUpdate")) && !strategy.has("rollingUpdate")) {
      strategy.putObject("rollingUpdate");
    }
  }

  private static void podSpec(ObjectNode spec) {
    String account = text(spec, "serviceAccountName");
    String deprecated = text(spec, "serviceAccount");
    if (account.isEmpty() && !deprecated.isEmpty()) {
      spec.put("serviceAccountName", deprecated);
    } else if (!account.isEmpty()) {
      spec.put("serviceAccount", account);
    }
  }

  /** On the host's network, a port of a container is a port of the host. */
  private static void hostPort(JsonNode port) {
    if (port.path("hostPort").asInt() == 0 && port instanceof ObjectNode object) {
      object.set("hostPort", port.path("containerPort"));
    }
  }

  /** Of a pod, but not of a template: requests that are not given are the limits. */
  private static void pod(ObjectNode pod) {
    JsonNode spec = pod.path("spec");
    if (spec instanceof ObjectNode object && !object.has("enableServiceLinks")) {
      object.put("enableServiceLinks", true);
    }
    boolean hostNetwork = spec.path("hostNetwork").asBoolean();
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode container : spec.path(list)) {
        if (hostNetwork) {
          container.path("ports").forEach(ConditionalDefaults::hostPort);
        }
        requestsFromLimits(container.path("resources"));
      }
    }
    requestsFromContainers(spec);
    requestsFromLimits(spec.path("resources"));
  }

  /** A pod that says something of itself as a whole asks for what its containers ask for. */
  private static void requestsFromContainers(JsonNode spec) {
    if (spec.path("resources") instanceof ObjectNode resources && !resources.isEmpty()) {
      Map<String, Quantity> sum = PodRequests.ofContainers(spec);
      sum.keySet().retainAll(List.of("cpu", "memory"));
      sum.forEach(
          (name, amount) ->
              resources
                  .withObject("/requests")
                  .putIfAbsent(name, TextNode.valueOf(PodRequests.text(name, amount))));
    }
  }

  private static void requestsFromLimits(JsonNode resources) {
    if (resources instanceof ObjectNode object && object.path("limits").size() > 0) {
      ObjectNode requests = object.withObject("/requests");
      object
          .get("limits")
          .properties()
          .forEach(limit -> requests.putIfAbsent(limit.getKey(), limit.getValue()));
    }
  }

  private static void serviceSpec(ObjectNode spec) {
    if (text(spec, "sessionAffinity").equals("ClientIP")) {
      ObjectNode clientIp = spec.withObject("/sessionAffinityConfig/clientIP");
      if (!clientIp.has("timeoutSeconds")) {
        clientIp.put("timeoutSeconds", 10800);
      }
    } else if (text(spec, "sessionAffinity").equals("None")) {
      spec.remove("sessionAffinityConfig");
    }
    String type = text(spec, "type");
    boolean external = type.equals("NodePort") || type.equals("LoadBalancer");
    boolean reachable =
        external || (type.equals("ClusterIP") && !spec.path("externalIPs").isEmpty());
    if (reachable && text(spec, "externalTrafficPolicy").isEmpty()) {
      spec.put("externalTrafficPolicy", "Cluster");
    }
    if ((external || type.equals("ClusterIP")) && text(spec, "internalTrafficPolicy").isEmpty()) {
      spec.put("internalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
      spec.put("allocateLoadBalancerNodePorts", true);
    }
  }

  private static void targetPort(ObjectNode port) {
    JsonNode target = port.path("targetPort");
    boolean unset =
        target.isMissingNode()
            || (target.isTextual() && target.textValue().isEmpty())
            || (target.isInt() && target.intValue() == 0);
    if (unset && port.has("port")) {
      port.set("targetPort", port.get("port"));
    }
  }

  /** Of a container's limits: what is missing follows from the maximum, then from the default. */
  private static void limits(ObjectNode item) {
    if (!text(item, "type").equals("Container")) {
      return;
    }
    copyMissing(item, "max", "default");
    copyMissing(item, "default", "defaultRequest");
    copyMissing(item, "min", "defaultRequest");
  }

  private static void copyMissing(ObjectNode item, String from, String to) {
    if (item.path(from).size() > 0) {
      ObjectNode target = item.withObject("/" + to);
      item.get(from)
          .properties()
          .forEach(each -> target.putIfAbsent(each.getKey(), each.getValue()));
    }
  }

  /** A policy is about incoming traffic, and about outgoing where it has rules for that. */
  private static void policyTypes(ObjectNode spec) {
    if (spec.path("policyTypes").isEmpty()) {
      ArrayNode types = spec.putArray("policyTypes").add("Ingress");
      if (!spec.path("egress").isEmpty()) {
        types.add("Egress");
      }
    }
  }

  /** Users and groups belong to a group of the API; accounts are objects of the core. */
  private static void subject(ObjectNode subject) {
    boolean person = text(subject, "kind").equals("User") || text(subject, "kind").equals("Group");
    if (person && text(subject, "apiGroup").isEmpty()) {
      subject.put("apiGroup", "rbac.authorization.k8s.io");
    }
  }

  private static void exempt(ObjectNode level) {
    if (text(level, "type").equals("Exempt") && !level.has("exempt")) {
      level.putObject("exempt");
    }
  }

  private static void oneDevice(ObjectNode request) {
    boolean counted = text(request, "allocationMode").equals("ExactCount");
    if (counted && request.path("count").asLong() == 0) {
      request.put("count", 1L);
    }
  }

  private static void allocatable(ObjectNode status) {
    if (status.has("capacity") && !status.has("allocatable")) {
      status.set("allocatable", status.get("capacity").deepCopy());
    }
  }

  /** Every namespace carries its name as a label, so that selectors can name it. */
  private static void nameLabel(ObjectNode namespace) {
    String name = namespace.path("metadata").path("name").asText("");
    if (!name.isEmpty()) {
      ((ObjectNode) namespace.get("metadata"))
          .withObject("/labels")
          .put("kubernetes.io/metadata.name", name);
    }
  }

  private static String text(ObjectNode object, String field) {
    return object.path(field).asText("");
  }
}
