package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The environment of a container: Services first, then envFrom, then env; later entries win. */
public final class Environment {
  private final Context context;
  private final Map<String, String> variables = new LinkedHashMap<>();

  /** Where values come from; a config map or secret that does not exist is empty. */
  public interface Lookup {
    Optional<ApiObject> configMap(String name);

    Optional<ApiObject> secret(String name);

    /** The Services that the pod can be told of: of its namespace, and the API's own. */
    List<ApiObject> services() throws ConfigException;
  }

  /** What the pod and its node contribute. */
  public record Context(
      ApiObject pod,
      String podIp,
      String hostIp,
      String nodeName,
      Lookup lookup,
      Optional<Fields.Node> limits) {
    public Context(ApiObject pod, String podIp, String hostIp, String nodeName, Lookup lookup) {
      this(pod, podIp, hostIp, nodeName, lookup, Optional.empty());
    }
  }

  private Environment(Context context) {
    this.context = context;
  }

  public static Map<String, String> of(JsonNode container, Context context) throws ConfigException {
    Environment environment = new Environment(context);
    environment.variables.putAll(ServiceLinks.of(context.pod(), context.lookup().services()));
    for (JsonNode source : container.path("envFrom")) {
      environment.addAll(source);
    }
    for (JsonNode each : container.path("env")) {
      environment.add(each, container);
    }
    return environment.variables;
  }

  private void addAll(JsonNode source) throws ConfigException {
    boolean secret = source.has("secretRef");
    JsonNode reference = source.path(secret ? "secretRef" : "configMapRef");
    String name = reference.path("name").asText();
    Optional<ApiObject> object = find(secret, name);
    if (object.isEmpty()) {
      if (!reference.path("optional").asBoolean()) {
        throw missing(secret, name);
      }
      return;
    }
    String prefix = source.path("prefix").asText("");
    for (Map.Entry<String, JsonNode> each : object.get().at("data").properties()) {
      variables.put(prefix + each.getKey(), value(secret, each.getValue()));
    }
  }

  private void add(JsonNode variable, JsonNode container) throws ConfigException {
    String name = variable.path("name").asText();
    JsonNode from = variable.path("valueFrom");
    if (from.isObject()) {
      Optional<String> value = from(from, container);
      value.ifPresent(found -> variables.put(name, found));
    } else {
      variables.put(name, Expansion.expand(variable.path("value").asText(""), variables));
    }
  }

  private Optional<String> from(JsonNode from, JsonNode container) throws ConfigException {
    if (from.has("fieldRef")) {
      return Optional.of(field(from.path("fieldRef").path("fieldPath").asText()));
    }
    if (from.has("resourceFieldRef")) {
      return Optional.of(
          Fields.resource(
              context.pod(), container, from.path("resourceFieldRef"), context.limits()));
    }
    boolean secret = from.has("secretKeyRef");
    if (!secret && !from.has("configMapKeyRef")) {
      throw new ConfigException("unsupported source of an environment variable: " + from);
    }
    return key(secret, from.path(secret ? "secretKeyRef" : "configMapKeyRef"));
  }

  private Optional<String> key(boolean secret, JsonNode reference) throws ConfigException {
    String name = reference.path("name").asText();
    String key = reference.path("key").asText();
    boolean optional = reference.path("optional").asBoolean();
    Optional<ApiObject> object = find(secret, name);
    if (object.isEmpty() && !optional) {
      throw missing(secret, name);
    }
    Optional<JsonNode> value = object.map(found -> found.at("data", key));
    if (value.filter(JsonNode::isTextual).isPresent()) {
      return Optional.of(value(secret, value.get()));
    }
    if (optional) {
      return Optional.empty();
    }
    throw new ConfigException(
        "couldn't find key %s in %s %s/%s"
            .formatted(key, secret ? "Secret" : "ConfigMap", context.pod().namespace(), name));
  }

  private String field(String path) throws ConfigException {
    ApiObject pod = context.pod();
    return switch (path) {
      case "spec.nodeName" -> context.nodeName();
      case "spec.serviceAccountName" -> pod.text("spec", "serviceAccountName");
      case "status.hostIP", "status.hostIPs" -> context.hostIp();
      case "status.podIP", "status.podIPs" -> context.podIp();
      default -> Fields.metadata(pod, path);
    };
  }

  private Optional<ApiObject> find(boolean secret, String name) {
    return secret ? context.lookup().secret(name) : context.lookup().configMap(name);
  }

  private static String value(boolean secret, JsonNode value) {
    return secret
        ? new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8)
        : value.asText();
  }

  private static ConfigException missing(boolean secret, String name) {
    return new ConfigException((secret ? "secret" : "configmap") + " \"" + name + "\" not found");
  }
}
