package io.quarterdeck.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers go on with a proxied request, and which come back. */
final class PassedHeaders {
  /** What is between two neighbours, and nobody's business behind them. */
  private static final Set<String> OF_ONE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** How callers prove who they are to the gateway: nobody else may see it. */
  private static final Set<String> CREDENTIALS = Set.of("authorization", "expect");

  /** A page of a pod must not let other pages read what the API's address shows. */
  private static final Set<String> CROSS_ORIGIN =
      Set.of(
          "access-control-allow-credentials",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-allow-origin");

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private PassedHeaders() {}

  static boolean upgrades(MultiMap headers) {
    String connection = headers.get("Connection");
    return connection != null
        && connection.toLowerCase(Locale.ROOT).contains("upgrade")
        && headers.contains("Upgrade");
  }

  static void request(HttpServerRequest from, MultiMap to) {
    copy(from.headers(), to, named(from.headers()), CREDENTIALS);
    to.set("X-Forwarded-Uri", from.path());
    to.set("X-Forwarded-Proto", "https");
    HostAndPort host = from.authority();
    if (host != null) {
      to.set("Host", host.toString());
      to.set("X-Forwarded-Host", host.toString());
    }
    forwardedFor(from, to);
  }

  /** The same with what asks for the upgrade. */
  static void upgrade(HttpServerRequest from, MultiMap to) {
    copy(from.headers(), to, Set.of(), CREDENTIALS);
    forwardedFor(from, to);
  }

  private static void forwardedFor(HttpServerRequest from, MultiMap to) {
    List<String> all = new ArrayList<>(from.headers().getAll(FORWARDED_FOR));
    all.add(from.remoteAddress().hostAddress());
    to.set(FORWARDED_FOR, String.join(", ", all));
  }

  static void response(MultiMap from, MultiMap to, ProxyPath path, String host) {
    copy(from, to, named(from), CROSS_ORIGIN);
    String location = from.get("Location");
    if (location != null) {
      to.set("Location", path.redirected(location, host));
    }
  }

  static void upgraded(MultiMap from, MultiMap to) {
    copy(from, to, Set.of(), CROSS_ORIGIN);
  }

  private static void copy(MultiMap from, MultiMap to, Set<String> hop, Set<String> left) {
    from.names().stream()
        .filter(each -> !left.contains(each.toLowerCase(Locale.ROOT)))
        .filter(each -> !hop.contains(each.toLowerCase(Locale.ROOT)))
        .filter(each -> !each.startsWith(":"))
        .forEach(each -> to.set(each, from.getAll(each)));
  }

  /** The headers of this hop, those that Connection names among them. */
  private static Set<String> named(MultiMap headers) {
    Set<String> names = new HashSet<>(OF_ONE_HOP);
    for (String connection : headers.getAll("Connection")) {
      for (String each : connection.split(",", -1)) {
        names.add(each.trim().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
