package io.quarterdeck.node.stream;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;

/** Agrees with a client on what is spoken over its WebSocket. */
final class Subprotocols {
  private static final String HEADER = "Sec-WebSocket-Protocol";

  private Subprotocols() {}

  /**
   * Chooses the best if the client offers it, else the first of its offers that is served, and
   * leaves the server, which knows the protocols of every endpoint, no other to agree to. Empty if
   * the client offers none.
   *
   * @param served the best first
   */
  static String choose(MultiMap headers, List<String> served) throws StreamException {
    List<String> offered =
        headers.getAll(HEADER).stream()
            .flatMap(each -> Arrays.stream(each.split(",")))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    if (offered.isEmpty()) {
      return "";
    }
    String chosen =
        offered.contains(served.getFirst())
            ? served.getFirst()
            : offered.stream()
                .filter(served::contains)
                .findFirst()
                .orElseThrow(() -> new StreamException(403, unsupported(offered, served)));
    headers.set(HEADER, chosen);
    return chosen;
  }

  private static String unsupported(List<String> offered, List<String> served) {
    return "requested protocol(s) are not supported: ["
        + String.join(" ", offered)
        + "]; supports ["
        + String.join(" ", served)
        + "]";
  }
}
