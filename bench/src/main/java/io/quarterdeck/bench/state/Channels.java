package io.quarterdeck.bench.state;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.quarterdeck.pki.Identity;
import javax.net.ssl.SSLException;

/** The same connections to whoever is measured. */
public final class Channels {
  private static final int ANSWER_BYTES_MAX = 16 << 20;

  private Channels() {}

  public static ManagedChannel open(int port, Identity client) {
    try {
      return NettyChannelBuilder.forAddress("127.0.0.1", port)
          .sslContext(
              GrpcSslContexts.forClient()
                  .trustManager(client.ca().toFile())
                  .keyManager(client.certificate().toFile(), client.key().toFile())
                  .build())
          // Answers only count and send the next request: a hop to another thread would measure us.
          .directExecutor()
          .maxInboundMessageSize(ANSWER_BYTES_MAX)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}
