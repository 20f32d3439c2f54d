package io.quarterdeck.state.rpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.quarterdeck.state.model.Failure;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Passes calls of any kind on to the leader, byte by byte, with the name of the caller. When
 * another process leads, what is under way ends: clients send it again, to whoever leads then.
 * Thread-safe.
 */
final class Forwarder extends HandlerRegistry {
  /** A line to one leader. */
  private record Line(String leader, ManagedChannel channel) {}

  private static final int ANSWER_BYTES_MAX = 256 << 20;

  private final SslContext tls;
  private volatile Optional<Line> line = Optional.empty();

  Forwarder(GrpcFrontDoor.Tls tls) throws SSLException {
    this.tls =
        GrpcSslContexts.forClient()
            .trustManager(tls.ca().toFile())
            .keyManager(tls.certificate().toFile(), tls.key().toFile())
            .build();
  }

  synchronized void to(Optional<String> leader) {
    Optional<Line> before = line;
    if (before.map(Line::leader).equals(leader)) {
      return;
    }
    line = leader.map(address -> new Line(address, open(address)));
    before.ifPresent(old -> old.channel().shutdownNow());
  }

  private ManagedChannel open(String address) {
    return NettyChannelBuilder.forTarget(address)
        .sslContext(tls)
        .maxInboundMessageSize(ANSWER_BYTES_MAX)
        .directExecutor()
        .build();
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String name, @Nullable String authority) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setFullMethodName(name)
            .setType(MethodType.UNKNOWN)
            .build();
    return ServerMethodDefinition.create(method, this::forward);
  }

  private ServerCall.Listener<byte[]> forward(ServerCall<byte[], byte[]> client, Metadata headers) {
    Caller caller = Caller.current();
    Optional<Line> now = line;
    // Who sends us a call of somebody else takes us for the leader, which we are no more.
    if (now.isEmpty() || caller.forwarded()) {
      client.close(Replies.status(Failure.NO_LEADER), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    headers.discardAll(Caller.FORWARDED);
    headers.put(Caller.FORWARDED, caller.name());
    ClientCall<byte[], byte[]> leader =
        now.get().channel().newCall(client.getMethodDescriptor(), CallOptions.DEFAULT);
    return Relay.begin(client, leader, headers);
  }
}
