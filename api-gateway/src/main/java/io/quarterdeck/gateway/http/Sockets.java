package io.quarterdeck.gateway.http;

import io.vertx.core.net.NetSocket;

/** Two connections that become one. */
public final class Sockets {
  private Sockets() {}

  /** What comes on one goes out on the other; one that closes closes the other. */
  public static void join(NetSocket client, NetSocket behind) {
    client.pipeTo(behind);
    behind.pipeTo(client);
    client.closeHandler(closed -> behind.close());
    behind.closeHandler(closed -> client.close());
    behind.resume();
  }
}
