package io.quarterdeck.node.stream;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;

/** Passes bytes on as they are, no faster than they are taken. For one event loop. */
final class Tunnels {
  private Tunnels() {}

  /** Both sides speak the same protocol. */
  static void join(NetSocket client, NetSocket runtime) {
    client.pipeTo(runtime);
    runtime.pipeTo(client);
    closeBoth(client, runtime);
  }

  /** The client has put the runtime's protocol into the messages of a WebSocket. */
  static void join(ServerWebSocket client, NetSocket runtime) {
    client.pipeTo(runtime);
    runtime.pipeTo(client);
    client.closeHandler(_ -> runtime.close());
    runtime.closeHandler(_ -> client.close());
  }

  private static void closeBoth(NetSocket client, NetSocket runtime) {
    client.closeHandler(_ -> runtime.close());
    runtime.closeHandler(_ -> client.close());
  }
}
