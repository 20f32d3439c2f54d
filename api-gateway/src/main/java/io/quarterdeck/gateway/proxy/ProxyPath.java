package io.quarterdeck.gateway.proxy;

/**
 * The path of a proxied request, taken apart as it is written.
 *
 * @param prefix up to and with {@code /proxy}
 * @param below what the other side is asked for; empty or with a slash at its front
 * @param query what follows the question mark; empty where there is none
 */
record ProxyPath(String prefix, String below, String query) {
  /**
   * Takes a path apart behind so many segments, of which the last is {@code proxy}.
   *
   * @param rawPath still encoded
   */
  static ProxyPath of(String rawPath, int segments, String query) {
    int at = 0;
    for (int seen = 0; seen < segments; seen++) {
      while (at < rawPath.length() && rawPath.charAt(at) == '/') {
        at++;
      }
      int end = rawPath.indexOf('/', at);
      at = end < 0 ? rawPath.length() : end;
    }
    return new ProxyPath(rawPath.substring(0, at), rawPath.substring(at), query);
  }

  /** What the request line of the other side says. */
  String uri() {
    String path = below.isEmpty() ? "/" : below;
    return query.isEmpty() ? path : path + "?" + query;
  }

  /**
   * Where a redirect of the other side leads by way of the proxy.
   *
   * @param host the other side's own, as its redirects may name it
   */
  String redirected(String location, String host) {
    String path = location;
    for (String scheme : new String[] {"http://", "https://"}) {
      if (location.startsWith(scheme + host + "/") || location.equals(scheme + host)) {
        path = location.substring(scheme.length() + host.length());
      }
    }
    boolean here = path.startsWith("/") && !path.startsWith("//");
    return here && !path.startsWith(prefix) ? prefix + path : location;
  }
}
