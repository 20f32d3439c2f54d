package io.quarterdeck.gateway.request;

import io.quarterdeck.gateway.http.Failures;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads from method, path and parameters what a request is about. */
public final class RequestInfos {
  private static final int SEGMENTS_MAX = 64;
  private static final Set<String> CONNECTED = Set.of("exec", "attach", "portforward");

  private RequestInfos() {}

  public static RequestInfo parse(String method, String path, Query query) {
    List<String> parts = segments(path);
    String plainVerb = method.toLowerCase(Locale.ROOT);
    boolean core = parts.size() >= 3 && parts.get(0).equals("api");
    boolean grouped = parts.size() >= 4 && parts.get(0).equals("apis");
    if (!core && !grouped) {
      return RequestInfo.path(plainVerb, path);
    }
    String group = core ? "" : parts.get(1);
    String version = parts.get(core ? 1 : 2);
    List<String> rest = parts.subList(core ? 2 : 3, parts.size());
    // The first versions of the API put the watch verb into the path; clients may still ask so.
    boolean watchPath = rest.size() > 1 && rest.getFirst().equals("watch");
    if (watchPath) {
      rest = rest.subList(1, rest.size());
    }
    return resource(method, path, query, group, version, rest, watchPath);
  }

  private static RequestInfo resource(
      String method,
      String path,
      Query query,
      String group,
      String version,
      List<String> parts,
      boolean watchPath) {
    String namespace = "";
    List<String> rest = parts;
    if (rest.getFirst().equals("namespaces") && rest.size() > 1) {
      boolean aboutNamespace =
          rest.size() == 2 || (rest.size() == 3 && isNamespaceSubresource(rest.get(2)));
      namespace = rest.get(1);
      rest = aboutNamespace ? rest : rest.subList(2, rest.size());
    }
    String resource = rest.getFirst();
    String name = rest.size() > 1 ? rest.get(1) : "";
    String subresource = subresource(rest);
    // Whoever comes by GET for a WebSocket needs the right of those who POST for SPDY.
    boolean connects = method.equals("GET") && CONNECTED.contains(subresource);
    String verb = connects ? "create" : verb(method, query, name);
    boolean cluster = resource.equals("namespaces");
    return new RequestInfo(
        true,
        watchPath ? "watch" : verb,
        path,
        group,
        version,
        cluster ? "" : namespace,
        resource,
        name,
        subresource);
  }

  private static String subresource(List<String> parts) {
    if (parts.size() < 3) {
      return "";
    }
    boolean proxied = parts.get(2).equals(RequestInfo.PROXY);
    return proxied ? RequestInfo.PROXY : String.join("/", parts.subList(2, parts.size()));
  }

  private static boolean isNamespaceSubresource(String segment) {
    return segment.equals("status") || segment.equals("finalize");
  }

  private static String verb(String method, Query query, String name) {
    return switch (method) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      case "GET", "HEAD" -> {
        if (!name.isEmpty()) {
          yield "get";
        }
        yield query.isTrue("watch") ? "watch" : "list";
      }
      default -> method.toLowerCase(Locale.ROOT);
    };
  }

  private static List<String> segments(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", SEGMENTS_MAX)) {
      if (!part.isEmpty()) {
        parts.add(decode(part));
      }
    }
    return parts;
  }

  private static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Failures.badRequest("invalid URL escape in the path");
    }
  }
}
