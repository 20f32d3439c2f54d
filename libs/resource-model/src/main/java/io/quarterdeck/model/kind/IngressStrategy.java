package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** Ingresses: hosts and paths, and which Service answers each. */
final class IngressStrategy extends SpecStrategy {
  IngressStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject ingress) {
    Problems problems = new Problems();
    JsonNode spec = ingress.at("spec");
    if (spec.path("rules").isEmpty() && !spec.has("defaultBackend")) {
      problems.invalid(
          "spec", spec.path("rules"), "either `defaultBackend` or `rules` must be specified");
    }
    backend(spec.path("defaultBackend"), "spec.defaultBackend", problems);
    int index = 0;
    for (JsonNode rule : spec.path("rules")) {
      rule(rule, "spec.rules[" + index++ + "]", problems);
    }
    index = 0;
    for (JsonNode tls : spec.path("tls")) {
      hosts(tls, "spec.tls[" + index++ + "]", problems);
    }
    problems.named(spec.path("ingressClassName"), "spec.ingressClassName", Names::dnsSubdomain);
    return problems.list();
  }

  private static void hosts(JsonNode tls, String at, Problems problems) {
    for (int i = 0; i < tls.path("hosts").size(); i++) {
      host(tls.path("hosts").get(i), at + ".hosts[" + i + "]", problems);
    }
  }

  private static void host(JsonNode host, String field, Problems problems) {
    if (host.isTextual() && Names.ipAddress(host.textValue()).isEmpty()) {
      problems.invalid(field, host, "must be a DNS name, not an IP address");
    } else {
      problems.named(host, field, Names::dnsSubdomainOrWildcard);
    }
  }

  private static void rule(JsonNode rule, String at, Problems problems) {
    host(rule.path("host"), at + ".host", problems);
    if (rule.has("http") && rule.path("http").path("paths").isEmpty()) {
      problems.required(at + ".http.paths", "");
    }
    int index = 0;
    for (JsonNode path : rule.path("http").path("paths")) {
      path(path, at + ".http.paths[" + index++ + "]", problems);
    }
  }

  private static void path(JsonNode path, String at, Problems problems) {
    String type = path.path("pathType").asText("");
    String text = path.path("path").asText("");
    boolean exact = type.equals("Exact") || type.equals("Prefix");
    if ((exact || !text.isEmpty()) && !text.startsWith("/")) {
      problems.invalid(at + ".path", path.path("path"), "must be an absolute path");
    }
    for (String sign : List.of("//", "/./", "/../", "%2f", "%2F")) {
      if (exact && text.contains(sign)) {
        problems.invalid(at + ".path", path.path("path"), "must not contain '" + sign + "'");
      }
    }
    backend(path.path("backend"), at + ".backend", problems);
  }

  private static void backend(JsonNode backend, String at, Problems problems) {
    if (backend.isMissingNode()) {
      return;
    }
    JsonNode service = backend.path("service");
    boolean resource = backend.has("resource");
    if (resource && !service.isMissingNode()) {
      problems.invalid(at, backend, "cannot set both resource and service backends");
    } else if (!resource && service.isMissingNode()) {
      problems.required(at, "");
    } else if (!resource) {
      service(service, at + ".service", problems);
    }
  }

  private static void service(JsonNode service, String at, Problems problems) {
    problems.named(service.path("name"), at + ".name", Names::dns1035Label);
    JsonNode port = service.path("port");
    boolean named = !port.path("name").asText("").isEmpty();
    boolean numbered = port.path("number").asInt(0) != 0;
    if (named && numbered) {
      problems.invalid(at + ".port", port, "cannot set both port name & port number");
    } else if (!named && !numbered) {
      problems.required(at + ".port", "port name or number is required");
    } else if (named) {
      problems.named(port.path("name"), at + ".port.name", Names::portName);
    } else {
      problems.port(port.path("number"), at + ".port.number");
    }
  }
}
