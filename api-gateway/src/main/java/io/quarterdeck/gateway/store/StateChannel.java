package io.quarterdeck.gateway.store;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.quarterdeck.gateway.config.StateConfig;
import io.quarterdeck.gateway.config.TlsConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The one connection to the state-service; gRPC renews it when it breaks. */
@ApplicationScoped
public class StateChannel {
  private static final int MESSAGE_BYTES_MAX = 256 * 1024 * 1024;
  private static final int KEEP_ALIVE_SECONDS = 10;

  private final ManagedChannel channel;

  StateChannel(StateConfig state, TlsConfig tls) throws SSLException {
    this.channel =
        NettyChannelBuilder.forTarget("dns:///" + state.endpoint())
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(tls.ca().toFile())
                    .keyManager(tls.certificate().toFile(), tls.key().toFile())
                    .build())
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .directExecutor()
            .build();
  }

  public ManagedChannel channel() {
    return channel;
  }

  /** Tries to connect at once instead of after the back-off that has built up. */
  void hurry() {
    channel.resetConnectBackoff();
  }

  @PreDestroy
  void close() {
    channel.shutdownNow();
  }
}
