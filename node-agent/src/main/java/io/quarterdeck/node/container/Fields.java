package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarterdeck.model.ApiObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a pod may read of itself: the downward API of variables and volumes. */
public final class Fields {
  private Fields() {}

  /** What bounds a container that sets no limit of its own. */
  public record Node(BigDecimal cpus, long memoryBytes) {
    /** The machine that this process runs on. */
    public static Node ofMachine(long memoryBytes) {
      return new Node(BigDecimal.valueOf(Runtime.getRuntime().availableProcessors()), memoryBytes);
    }
  }

  /** The fields that volumes can show; those that variables can show are more. */
  public static String inVolume(ApiObject pod, String path) throws ConfigException {
    return switch (path) {
      case "metadata.labels" -> lines(pod.labels());
      case "metadata.annotations" -> lines(pod.annotations());
      default -> metadata(pod, path);
    };
  }

  /** A field of the metadata, or one label or annotation: {@code metadata.labels['app']}. */
  static String metadata(ApiObject pod, String path) throws ConfigException {
    switch (path) {
      case "metadata.name" -> {
        return pod.name();
      }
      case "metadata.namespace" -> {
        return pod.namespace();
      }
      case "metadata.uid" -> {
        return pod.uid();
      }
      default -> {
        for (String map : List.of("labels", "annotations")) {
          String start = "metadata." + map + "['";
          if (path.startsWith(start) && path.endsWith("']")) {
            String key = path.substring(start.length(), path.length() - 2);
            return pod.at("metadata", map, key).asText("");
          }
        }
        throw new ConfigException("unsupported fieldPath: " + path);
      }
    }
  }

  /** The value of a resourceFieldRef that names its container. */
  public static String resource(ApiObject pod, JsonNode reference, Node node)
      throws ConfigException {
    return resource(pod, MissingNode.getInstance(), reference, Optional.of(node));
  }

  /** Rounded up, in units of the reference's divisor. */
  static String resource(ApiObject pod, JsonNode own, JsonNode reference, Optional<Node> node)
      throws ConfigException {
    JsonNode container = named(pod, reference.path("containerName").asText("")).orElse(own);
    String resource = reference.path("resource").asText();
    JsonNode value = value(container.path("resources"), resource, node);
    if (value.isMissingNode()) {
      throw new ConfigException("resource " + resource + " is not set");
    }
    BigDecimal divisor = Quantities.amount(reference.path("divisor"));
    return Quantities.amount(value)
        .divide(divisor.signum() == 0 ? BigDecimal.ONE : divisor, 0, RoundingMode.UP)
        .toPlainString();
  }

  private static JsonNode value(JsonNode resources, String resource, Optional<Node> node) {
    String[] path = resource.split("\\.", 2);
    JsonNode set =
        path.length == 2 ? resources.path(path[0]).path(path[1]) : MissingNode.getInstance();
    if (!set.isMissingNode()) {
      return set;
    }
    return switch (resource) {
      case "limits.cpu" -> node.<JsonNode>map(n -> DecimalNode.valueOf(n.cpus())).orElse(set);
      case "limits.memory" ->
          node.<JsonNode>map(n -> DecimalNode.valueOf(BigDecimal.valueOf(n.memoryBytes())))
              .orElse(set);
      case "requests.cpu", "requests.memory" -> DecimalNode.valueOf(BigDecimal.ZERO);
      default -> set;
    };
  }

  private static Optional<JsonNode> named(ApiObject pod, String name) {
    for (String list : List.of("containers", "initContainers")) {
      for (JsonNode each : pod.at("spec", list)) {
        if (each.path("name").asText().equals(name)) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  private static String lines(Map<String, String> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + quoted(each.getValue()))
            .collect(Collectors.joining("\n"));
  }

  /** As Go quotes: control characters escaped, everything printable as it is. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (c < ' ' || c == 0x7f) {
                    quoted.append(String.format("\\x%02x", c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
