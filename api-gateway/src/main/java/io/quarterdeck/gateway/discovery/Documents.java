package io.quarterdeck.gateway.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.discovery.Discovery;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Answers the paths that are no resources: what the API has, how it is, and what it is made of. */
@Singleton
public class Documents {
  private static final List<String> PATHS =
      List.of(
          "/api",
          "/api/v1",
          "/apis",
          "/healthz",
          "/livez",
          "/metrics",
          "/openapi/v2",
          "/openapi/v3",
          "/readyz",
          "/version");

  /** With the name of a check behind it or without. */
  private static final Pattern HEALTH = Pattern.compile("/(healthz|livez|readyz)(/.*)?");

  private final Discovery discovery;
  private final OpenApiDocuments openApi;
  private final Health health;

  Documents(Discovery discovery, OpenApiDocuments openApi, Health health) {
    this.discovery = discovery;
    this.openApi = openApi;
    this.health = health;
  }

  public Reply get(Call call) {
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      throw Failures.methodNotAllowed();
    }
    String path = trimmed(call.info().path());
    return switch (path) {
      case "" -> Render.reply(200, Form.JSON, paths());
      case "/version" -> Render.reply(200, Form.JSON, Version.document());
      case "/api" -> root(call, true);
      case "/apis" -> root(call, false);
      case "/openapi/v2" -> openApi.v2(call);
      case "/openapi/v3" -> openApi.index();
      default -> under(call, path);
    };
  }

  private Reply under(Call call, String path) {
    if (HEALTH.matcher(path).matches()) {
      return health.reply(call, path);
    }
    if (path.startsWith("/openapi/v3/")) {
      return openApi.v3(path.substring("/openapi/v3/".length()), call);
    }
    String[] parts = path.split("/", -1);
    if (path.startsWith("/apis/") && parts.length == 3) {
      return document(call, discovery.group(parts[2]).orElseThrow(Failures::noSuchPath));
    }
    if (path.startsWith("/apis/") && parts.length == 4) {
      return document(
          call, discovery.resources(parts[2], parts[3]).orElseThrow(Failures::noSuchPath));
    }
    if (path.startsWith("/api/") && parts.length == 3) {
      return document(call, discovery.resources("", parts[2]).orElseThrow(Failures::noSuchPath));
    }
    throw Failures.noSuchPath();
  }

  /** Clients of today ask for everything in one document, those of before for one a group. */
  private Reply root(Call call, boolean core) {
    String accept = call.headers().accept().replace(" ", "");
    for (String version : List.of("v2", "v2beta1")) {
      if (accept.contains("g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList")) {
        return tagged(
            call,
            "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList",
            Json.bytes(discovery.aggregated(core, version)));
      }
    }
    return document(call, core ? discovery.coreVersions() : discovery.groups());
  }

  static Reply tagged(Call call, String contentType, byte[] body) {
    String tag = "\"" + Digests.hex(body) + "\"";
    return unlessKnown(call, contentType, body, Map.of("ETag", tag, "Vary", "Accept"));
  }

  /** A document, unless the client has the one with this tag already. */
  static Reply unlessKnown(
      Call call, String contentType, byte[] body, Map<String, String> headers) {
    return call.headers().ifNoneMatch().equals(headers.get("ETag"))
        ? new Reply.Body(304, contentType, new byte[0], headers)
        : new Reply.Body(200, contentType, body, headers);
  }

  private static Reply document(Call call, ObjectNode document) {
    return Render.reply(200, Accepted.of(call.headers().accept()).form(), document);
  }

  private static ObjectNode paths() {
    ObjectNode document = Json.object();
    PATHS.forEach(document.putArray("paths")::add);
    return document;
  }

  static Reply text(int code, String text) {
    return new Reply.Body(
        code,
        "text/plain; charset=utf-8",
        text.getBytes(StandardCharsets.UTF_8),
        Map.of("X-Content-Type-Options", "nosniff"));
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
