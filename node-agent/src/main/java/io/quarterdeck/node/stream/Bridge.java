package io.quarterdeck.node.stream;

import io.quarterdeck.node.cri.CommandStreams;
import io.quarterdeck.node.stream.StreamEndpoint.Purpose;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a client that comes with a WebSocket is joined with a runtime.
 *
 * @param runtimeProtocol what the runtime is asked to speak inside of SPDY
 */
record Bridge(String runtimeProtocol, Joint joint) {
  private static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";
  private static final String FORWARD = "portforward.k8s.io";

  /** Translates between the two from here on. */
  @FunctionalInterface
  interface Joint {
    void join(ServerWebSocket client, NetSocket runtime);
  }

  /** What clients may offer to speak, the best first. */
  static List<String> protocols(Purpose purpose) {
    return switch (purpose) {
      case EXEC, ATTACH ->
          Stream.of(
                  ChannelProtocol.V5,
                  ChannelProtocol.V4,
                  ChannelProtocol.V4_BASE64,
                  ChannelProtocol.V1,
                  ChannelProtocol.V1_BASE64)
              .map(ChannelProtocol::text)
              .toList();
      case PORT_FORWARD ->
          List.of(TUNNEL, ChannelProtocol.V4.text(), ChannelProtocol.V4_BASE64.text());
    };
  }

  /** The one for what the client offers to speak. */
  static Bridge of(Purpose purpose, HttpServerRequest request) throws StreamException {
    String chosen = Subprotocols.choose(request.headers(), protocols(purpose));
    if (chosen.equals(TUNNEL)) {
      return new Bridge(FORWARD, Tunnels::join);
    }
    ChannelProtocol protocol = ChannelProtocol.of(chosen);
    if (purpose == Purpose.PORT_FORWARD) {
      List<Integer> ports = StreamParameters.ports(request.params());
      return new Bridge(
          FORWARD,
          (client, runtime) ->
              ForwardBridge.join(new Channels(client, runtime, protocol), runtime, ports));
    }
    CommandStreams wanted = StreamParameters.streams(request.params());
    return new Bridge(
        protocol.runtimeProtocol(),
        (client, runtime) ->
            CommandBridge.join(new Channels(client, runtime, protocol), runtime, wanted));
  }
}
