package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.Names;
import io.quarterdeck.model.quantity.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a container may be told of its own pod, in a variable or in a file. */
final class FieldReferences {
  static final List<String> OF_VARIABLES =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  static final List<String> OF_FILES =
      List.of(
          "metadata.annotations",
          "metadata.labels",
          "metadata.name",
          "metadata.namespace",
          "metadata.uid");
  private static final Set<String> KNOWN =
      Set.of("spec.host", "spec.restartPolicy", "spec.schedulerName", "status.phase");
  private static final List<String> AMOUNTS =
      List.of(
          "limits.cpu",
          "limits.ephemeral-storage",
          "limits.memory",
          "requests.cpu",
          "requests.ephemeral-storage",
          "requests.memory");
  private static final String SIZES = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";

  private FieldReferences() {}

  static void field(JsonNode reference, List<String> allowed, String at, Problems problems) {
    String version = reference.path("apiVersion").asText("v1");
    String path = reference.path("fieldPath").asText("");
    String field = at + ".fieldPath";
    int bracket = path.endsWith("']") ? path.indexOf("['") : -1;
    if (path.isEmpty()) {
      problems.required(field, "");
    } else if (!version.equals("v1")) {
      unknown(field, path, "unsupported pod version: " + version, problems);
    } else if (bracket > 0) {
      String key = path.substring(bracket + 2, path.length() - 2);
      part(path, path.substring(0, bracket), key, at, problems);
    } else if (Stream.of(OF_VARIABLES, OF_FILES, KNOWN).noneMatch(each -> each.contains(path))) {
      unknown(field, path, "field label not supported: " + path, problems);
    } else {
      String now = path.equals("spec.host") ? "spec.nodeName" : path;
      problems.oneOf(TextNode.valueOf(now), field, allowed.toArray(String[]::new));
    }
  }

  private static void part(String path, String owner, String key, String at, Problems problems) {
    switch (owner) {
      case "metadata.annotations" -> key(key.toLowerCase(Locale.ROOT), at, problems);
      case "metadata.labels" -> key(key, at, problems);
      default ->
          unknown(
              at + ".fieldPath", path, "field label does not support subscript: " + path, problems);
    }
  }

  private static void key(String key, String at, Problems problems) {
    Names.qualifiedName(key).forEach(problem -> problems.invalid(at, key, problem));
  }

  private static void unknown(String field, String path, String why, Problems problems) {
    problems.invalid(field, path, "error converting fieldPath: " + why);
  }

  /**
   * Checks a reference to what a container may use.
   *
   * @param elsewhere whether the container is another than the one that is told
   */
  static void amount(JsonNode reference, boolean elsewhere, String at, Problems problems) {
    String resource = reference.path("resource").asText("");
    if (elsewhere && reference.path("containerName").asText("").isEmpty()) {
      problems.required(at + ".containerName", "");
    } else if (resource.isEmpty()) {
      problems.required(at + ".resource", "");
    } else if (!isPages(resource)) {
      problems.oneOf(reference.path("resource"), at + ".resource", AMOUNTS.toArray(String[]::new));
    }
    String divisor = reference.path("divisor").asText("0");
    if (!Quantity.parse(divisor).isZero()) {
      divisor(resource, Quantity.parse(divisor), at + ".divisor", problems);
    }
  }

  private static boolean isPages(String resource) {
    return resource.startsWith("requests.hugepages-") || resource.startsWith("limits.hugepages-");
  }

  private static void divisor(String resource, Quantity divisor, String field, Problems problems) {
    String part = isPages(resource) ? "pages" : resource.substring(resource.indexOf('.') + 1);
    String kind =
        switch (part) {
          case "cpu" -> "";
          case "memory" -> "memory";
          case "ephemeral-storage" -> "local ephemeral storage";
          case "pages" -> "hugepages";
          default -> "unknown";
        };
    if (kind.isEmpty() && !isOneOf(divisor, "1m, 1")) {
      problems.invalid(
          field, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
    } else if (!kind.isEmpty() && !kind.equals("unknown") && !isOneOf(divisor, SIZES)) {
      problems.invalid(
          field,
          resource,
          "only divisor's values " + SIZES + " are supported with the " + kind + " resource");
    }
  }

  private static boolean isOneOf(Quantity divisor, String values) {
    return Stream.of(values.split(", ")).map(Quantity::parse).anyMatch(divisor::equals);
  }
}
