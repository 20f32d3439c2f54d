package io.quarterdeck.gateway.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a request its figures are told apart by. Only what the API serves comes into them, so
 * that nobody makes series by asking for what there is not.
 */
record RequestLabels(
    String verb,
    String group,
    String version,
    String resource,
    String subresource,
    String scope,
    String dryRun) {
  private static final Set<String> CONNECTED = Set.of("exec", "attach", "portforward", "proxy");
  private static final Set<String> PATHS =
      Set.of("/healthz", "/livez", "/readyz", "/metrics", "/version");

  static RequestLabels of(
      String method, RequestInfo info, String contentType, List<String> dryRun) {
    if (!info.isResource()) {
      String path = PATHS.contains(info.path()) ? info.path() : "";
      return new RequestLabels(ofMethod(method), "", "", "", path, "", "");
    }
    Optional<Kind> kind = Kinds.builtIn().resource(info.group(), info.version(), info.resource());
    if (kind.isEmpty()) {
      return new RequestLabels(ofMethod(method), "", "", "", "", scope(info), dryRun(dryRun));
    }
    String subresource = kind.get().has(info.subresource()) ? info.subresource() : "";
    return new RequestLabels(
        CONNECTED.contains(subresource) ? "CONNECT" : verb(info, contentType),
        info.group(),
        info.version(),
        info.resource(),
        subresource,
        scope(info),
        dryRun(dryRun));
  }

  private static String verb(RequestInfo info, String contentType) {
    return switch (info.verb()) {
      case "get" -> "GET";
      case "list" -> "LIST";
      case "watch" -> "WATCH";
      case "create" -> "POST";
      case "update" -> "PUT";
      case "patch" -> contentType.startsWith("application/apply-patch") ? "APPLY" : "PATCH";
      case "delete" -> "DELETE";
      case "deletecollection" -> "DELETECOLLECTION";
      default -> "other";
    };
  }

  private static String ofMethod(String method) {
    return switch (method) {
      case "GET", "HEAD" -> "GET";
      case "POST", "PUT", "PATCH", "DELETE" -> method;
      default -> "other";
    };
  }

  private static String scope(RequestInfo info) {
    if (!info.name().isEmpty() || info.verb().equals("create")) {
      return "resource";
    }
    return info.namespace().isEmpty() ? "cluster" : "namespace";
  }

  private static String dryRun(List<String> values) {
    if (values.isEmpty()) {
      return "";
    }
    return values.stream().allMatch("All"::equals) ? "All" : "invalid";
  }

  boolean lasts() {
    return verb.equals("WATCH") || verb.equals("CONNECT") || subresource.equals("log");
  }

  /** Whether something may be other than before by it. */
  boolean mutates() {
    return switch (verb) {
      case "GET", "LIST", "WATCH" -> false;
      default -> true;
    };
  }

  /** Whether the size of its answer is of interest. */
  boolean reads() {
    return verb.equals("GET") || verb.equals("LIST");
  }

  /** The labels of figures that do not tell dry runs apart. */
  Tags tags() {
    return Tags.of(
        Tag.of("component", "apiserver"),
        Tag.of("group", group),
        Tag.of("resource", resource),
        Tag.of("scope", scope),
        Tag.of("subresource", subresource),
        Tag.of("verb", verb),
        Tag.of("version", version));
  }

  Tags tagsWithDryRun() {
    return tags().and("dry_run", dryRun);
  }
}
