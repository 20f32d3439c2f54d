package io.quarterdeck.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;

/** Two connections that become one. */
public final class Sockets {
  private Sockets() {}

  /**
   * Makes a socket of the client's connection, and leaves the one behind where none comes of it.
   */
  public static Future<Void> join(HttpServerRequest request, NetSocket behind) {
    return request
        .toNetSocket()
        .onSuccess(client -> join(client, behind))
        .onFailure(gone -> behind.close())
        .mapEmpty();
  }

  /** What comes on one goes out on the other; one that closes closes the other. */
  private static void join(NetSocket client, NetSocket behind) {
    client.pipeTo(behind);
    behind.pipeTo(client);
    client.closeHandler(closed -> behind.close());
    behind.closeHandler(closed -> client.close());
    behind.resume();
  }
}
