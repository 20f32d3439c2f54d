package io.quarterdeck.gateway.proxy;

import java.util.Optional;
import java.util.Set;

/**
 * What the name in the path of a proxied request says: {@code name}, {@code name:port} or {@code
 * scheme:name:port}.
 *
 * @param scheme {@code http} or {@code https}; empty where it is unsaid
 * @param port a number or the name of a port; empty where it is unsaid
 */
record ProxyName(String scheme, String name, String port) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** Empty where it is none of these forms. */
  static Optional<ProxyName> parse(String text) {
    String[] parts = text.split(":", -1);
    ProxyName parsed =
        switch (parts.length) {
          case 1 -> new ProxyName("", parts[0], "");
          case 2 -> new ProxyName("", parts[0], parts[1]);
          case 3 -> new ProxyName(parts[0], parts[1], parts[2]);
          default -> new ProxyName("", "", "");
        };
    boolean known = parts.length < 3 || SCHEMES.contains(parsed.scheme());
    return Optional.of(parsed).filter(each -> known && !each.name().isEmpty());
  }

  boolean isSecure() {
    return scheme.equals("https");
  }
}
