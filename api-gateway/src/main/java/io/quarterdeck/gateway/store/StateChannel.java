package io.quarterdeck.gateway.store;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.quarterdeck.gateway.config.StateConfig;
import io.quarterdeck.gateway.config.TlsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * The way to the state-service, whichever of its replicas answers; it is renewed when it breaks.
 */
@Singleton
public class StateChannel {
  private static final int MESSAGE_BYTES_MAX = 256 * 1024 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 10;

  private final FailoverChannel channel;

  StateChannel(StateConfig state, TlsConfig tls) throws SSLException {
    SslContext own =
        GrpcSslContexts.forClient()
            .trustManager(tls.ca().toFile())
            .keyManager(tls.certificate().toFile(), tls.key().toFile())
            .build();
    this.channel = new FailoverChannel(state.endpoint(), endpoint -> connect(endpoint, own));
  }

  private static ManagedChannel connect(String endpoint, SslContext tls) {
    return NettyChannelBuilder.forTarget("dns:///" + endpoint)
        .sslContext(tls)
        .maxInboundMessageSize(MESSAGE_BYTES_MAX)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .directExecutor()
        .build();
  }

  public Channel channel() {
    return channel;
  }

  /** Tries to connect at once instead of after the back-off that has built up. */
  void hurry() {
    channel.hurry();
  }

  @PreDestroy
  void close() {
    channel.close();
  }
}
