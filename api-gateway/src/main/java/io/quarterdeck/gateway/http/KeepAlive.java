package io.quarterdeck.gateway.http;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import jdk.net.ExtendedSocketOptions;

/**
 * Notices clients that vanish without a word, as Kubernetes does: the system's own default asks
 * after two hours, and until then a watch goes on.
 */
final class KeepAlive {
  private static final int SECONDS = 15;
  private static final int UNANSWERED_MAX = 9;

  private KeepAlive() {}

  static void set(HttpConnection connection) {
    if (connection instanceof ConnectionBase base
        && base.channel() instanceof NioSocketChannel channel) {
      ChannelConfig config = channel.config();
      config.setOption(ChannelOption.SO_KEEPALIVE, true);
      config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), SECONDS);
      config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), SECONDS);
      config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), UNANSWERED_MAX);
    }
  }
}
