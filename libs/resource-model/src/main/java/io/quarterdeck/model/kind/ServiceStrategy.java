package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Services; what they are allocated is the gateway's part. */
public final class ServiceStrategy extends SpecStrategy {
  private static final int PORT_MAX = 65_535;
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

  ServiceStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public void prepareForCreate(ApiObject service) {
    super.prepareForCreate(service);
    service.json().putObject("status").putObject("loadBalancer");
    forgetOfName(service);
  }

  @Override
  public void prepareForUpdate(ApiObject service, ApiObject old) {
    super.prepareForUpdate(service, old);
    forgetOfOldType(service, old);
    forgetOfName(service);
  }

  /** What only the old type needed goes with it, unless it was changed at the same time. */
  private static void forgetOfOldType(ApiObject service, ApiObject old) {
    ObjectNode spec = service.json().withObject("/spec");
    JsonNode before = old.at("spec");
    if (hasNodePorts(before) && !hasNodePorts(spec) && nodePorts(before).equals(nodePorts(spec))) {
      spec.path("ports").forEach(port -> ((ObjectNode) port).remove("nodePort"));
    }
    if (isReachable(before) && !isReachable(spec)) {
      forgetUnchanged(spec, before, "externalTrafficPolicy");
    }
    HealthCheckPort.forget(spec, before);
    if (isLoadBalancer(before) && !isLoadBalancer(spec)) {
      forgetUnchanged(spec, before, "allocateLoadBalancerNodePorts", "loadBalancerClass");
    }
  }

  private static void forgetUnchanged(ObjectNode spec, JsonNode before, String... fields) {
    for (String field : fields) {
      if (spec.path(field).equals(before.path(field))) {
        spec.remove(field);
      }
    }
  }

  private static List<Integer> nodePorts(JsonNode spec) {
    return spec.path("ports").valueStream().map(port -> port.path("nodePort").asInt()).toList();
  }

  private static boolean isLoadBalancer(JsonNode spec) {
    return spec.path("type").asText().equals("LoadBalancer");
  }

  private static boolean hasNodePorts(JsonNode spec) {
    return isLoadBalancer(spec) || spec.path("type").asText().equals("NodePort");
  }

  private static boolean isReachable(JsonNode spec) {
    boolean clusterIp = spec.path("type").asText().equals("ClusterIP");
    return hasNodePorts(spec) || (clusterIp && !spec.path("externalIPs").isEmpty());
  }

  /** A name has neither traffic nor addresses of its own. */
  private static void forgetOfName(ApiObject service) {
    ObjectNode spec = service.json().withObject("/spec");
    if (spec.path("type").asText().equals("ExternalName")) {
      spec.remove(List.of("internalTrafficPolicy", "ipFamilies", "ipFamilyPolicy"));
    }
  }

  @Override
  public List<FieldError> validate(ApiObject service) {
    List<FieldError> errors = new ArrayList<>();
    String type = service.text("spec", "type");
    String clusterIp = service.text("spec", "clusterIP");
    JsonNode ports = service.at("spec", "ports");
    if (!TYPES.contains(type)) {
      errors.add(FieldError.notSupported("spec.type", quoted(type), TYPES));
    }
    boolean headless = clusterIp.equals("None");
    if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
      errors.add(FieldError.required("spec.ports", ""));
    }
    if (type.equals("LoadBalancer") && headless) {
      errors.add(
          FieldError.invalid(
              "spec.clusterIPs[0]",
              quoted(clusterIp),
              "may not be set to 'None' for LoadBalancer services"));
    }
    if (type.equals("NodePort") && headless) {
      errors.add(
          FieldError.invalid(
              "spec.clusterIPs[0]",
              quoted(clusterIp),
              "may not be set to 'None' for NodePort services"));
    }
    if (type.equals("ExternalName")) {
      checkExternalName(service, errors);
    } else {
      errors.addAll(ServiceAddresses.check(service.at("spec")));
    }
    ObjectMetadata.checkLabels(service.at("spec", "selector"), "spec.selector", errors);
    checkPorts(type, ports, errors);
    checkTypeDependent(service.at("spec"), errors);
    errors.addAll(ServiceTraffic.check(service));
    return errors;
  }

  private static void checkTypeDependent(JsonNode spec, List<FieldError> errors) {
    JsonNode policy = spec.path("externalTrafficPolicy");
    if (!isReachable(spec) && !policy.asText("").isEmpty()) {
      errors.add(
          FieldError.invalid(
              "spec.externalTrafficPolicy",
              quoted(policy.asText()),
              "may only be set for externally-accessible services"));
    }
    HealthCheckPort.check(spec, errors);
    for (String field : List.of("allocateLoadBalancerNodePorts", "loadBalancerClass")) {
      if (!isLoadBalancer(spec) && spec.has(field)) {
        errors.add(
            FieldError.forbidden(
                "spec." + field, "may only be used when `type` is 'LoadBalancer'"));
      }
    }
  }

  private static void checkExternalName(ApiObject service, List<FieldError> errors) {
    String name = service.text("spec", "externalName");
    if (!service.text("spec", "clusterIP").isEmpty()
        || !service.at("spec", "clusterIPs").isEmpty()) {
      errors.add(
          FieldError.forbidden("spec.clusterIPs", "may not be set for ExternalName services"));
    }
    if (name.isEmpty()) {
      errors.add(FieldError.required("spec.externalName", ""));
      return;
    }
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    for (String problem : Names.dnsSubdomain(bare)) {
      errors.add(FieldError.invalid("spec.externalName", quoted(name), problem));
    }
  }

  private static void checkPorts(String type, JsonNode ports, List<FieldError> errors) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    int index = 0;
    for (JsonNode port : ports) {
      String at = "spec.ports[" + index++ + "]";
      String name = port.path("name").asText("");
      if (name.isEmpty() && ports.size() > 1) {
        errors.add(FieldError.required(at + ".name", ""));
      } else if (!name.isEmpty()) {
        for (String problem : Names.dnsLabel(name)) {
          errors.add(FieldError.invalid(at + ".name", quoted(name), problem));
        }
        if (!names.add(name)) {
          errors.add(FieldError.duplicate(at + ".name", quoted(name)));
        }
      }
      checkNumber(port.path("port"), at + ".port", errors);
      JsonNode target = port.path("targetPort");
      if (target.isNumber()) {
        checkNumber(target, at + ".targetPort", errors);
      } else {
        for (String problem : Names.portName(target.asText())) {
          errors.add(FieldError.invalid(at + ".targetPort", quoted(target.asText()), problem));
        }
      }
      String protocol = port.path("protocol").asText("TCP");
      if (!List.of("SCTP", "TCP", "UDP").contains(protocol)) {
        errors.add(
            FieldError.notSupported(
                at + ".protocol", quoted(protocol), List.of("SCTP", "TCP", "UDP")));
      }
      if (!numbers.add(protocol + port.path("port").asText())) {
        errors.add(
            FieldError.duplicate(
                at, "{\"port\":" + port.path("port") + ",\"protocol\":\"" + protocol + "\"}"));
      }
      if (type.equals("ClusterIP") && port.path("nodePort").asInt() > 0) {
        errors.add(
            FieldError.forbidden(at + ".nodePort", "may not be used when `type` is 'ClusterIP'"));
      }
    }
  }

  private static void checkNumber(JsonNode port, String field, List<FieldError> errors) {
    if (port.asInt() < 1 || port.asInt() > PORT_MAX) {
      errors.add(
          FieldError.invalid(field, port.asText(), "must be between 1 and 65535, inclusive"));
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject service, ApiObject old) {
    List<FieldError> errors =
        new ArrayList<>(HealthCheckPort.checkUpdate(service.at("spec"), old.at("spec")));
    errors.addAll(ServiceTraffic.checkUpdate(service.at("spec"), old.at("spec")));
    errors.addAll(ServiceAddresses.checkUpdate(service.at("spec"), old.at("spec")));
    return errors;
  }
}
