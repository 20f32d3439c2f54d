package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** NetworkPolicies: which traffic some pods accept and may send. */
final class NetworkPolicyStrategy extends SpecStrategy {
  private static final int TYPES_MAX = 2;

  NetworkPolicyStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject policy) {
    Problems problems = new Problems();
    JsonNode spec = policy.at("spec");
    problems.selector(spec.path("podSelector"), "spec.podSelector");
    rules(spec.path("ingress"), "from", "spec.ingress", problems);
    rules(spec.path("egress"), "to", "spec.egress", problems);
    if (spec.path("policyTypes").size() > TYPES_MAX) {
      problems.invalid(
          "spec.policyTypes",
          spec.path("policyTypes"),
          "may not specify more than two policyTypes");
    }
    return problems.list();
  }

  private static void rules(JsonNode rules, String peers, String at, Problems problems) {
    for (int i = 0; i < rules.size(); i++) {
      String rule = at + "[" + i + "]";
      JsonNode ports = rules.get(i).path("ports");
      for (int j = 0; j < ports.size(); j++) {
        port(ports.get(j), rule + ".ports[" + j + "]", problems);
      }
      JsonNode list = rules.get(i).path(peers);
      for (int j = 0; j < list.size(); j++) {
        peer(list.get(j), rule + "." + peers + "[" + j + "]", problems);
      }
    }
  }

  private static void port(JsonNode port, String at, Problems problems) {
    JsonNode first = port.path("port");
    JsonNode last = port.path("endPort");
    problems.port(first, at + ".port");
    problems.named(first, at + ".port", Names::portName);
    if (last.isMissingNode()) {
      return;
    }
    if (first.isMissingNode()) {
      problems.invalid(at + ".endPort", last, "may not be specified when `port` is not specified");
    } else if (first.isTextual()) {
      problems.invalid(at + ".endPort", last, "may not be specified when `port` is non-numeric");
    } else if (last.asInt() < first.asInt()) {
      problems.invalid(at + ".endPort", last, "must be greater than or equal to `port`");
    } else {
      problems.port(last, at + ".endPort");
    }
  }

  private static void peer(JsonNode peer, String at, Problems problems) {
    if (peer.isEmpty()) {
      problems.required(at, "must specify a peer");
    }
    problems.selector(peer.path("podSelector"), at + ".podSelector");
    problems.selector(peer.path("namespaceSelector"), at + ".namespaceSelector");
    JsonNode block = peer.path("ipBlock");
    if (block.isMissingNode()) {
      return;
    }
    if (peer.size() > 1) {
      problems.forbidden(at, "may not specify both ipBlock and another peer");
    }
    problems.named(block.path("cidr"), at + ".ipBlock.cidr", Names::cidr);
    for (int i = 0; i < block.path("except").size(); i++) {
      problems.named(block.path("except").get(i), at + ".ipBlock.except[" + i + "]", Names::cidr);
    }
  }
}
