package io.quarterdeck.state.rpc;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What of etcd's protocol has no meaning here: says so, and why. */
final class Refused extends HandlerRegistry {
  private static final String AUTHENTICATE = "etcdserverpb.Auth/Authenticate";
  private static final String AUTH = "etcdserverpb.Auth/";

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String name, @Nullable String authority) {
    if (name.equals(AUTHENTICATE)) {
      // As an etcd without users answers: clients that were given a name and password go on.
      return refusing(
          name,
          Status.FAILED_PRECONDITION.withDescription("etcdserver: authentication is not enabled"));
    }
    return name.startsWith(AUTH)
        ? refusing(
            name,
            Status.UNIMPLEMENTED.withDescription(
                "quarterdeck: callers are known by their client certificates; there are no users"
                    + " and roles"))
        : null;
  }

  private static ServerMethodDefinition<byte[], byte[]> refusing(String name, Status status) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(new Unread(), new Unread())
            .setFullMethodName(name)
            .setType(MethodType.UNARY)
            .build();
    return ServerMethodDefinition.create(
        method,
        (call, headers) -> {
          call.close(status, new Metadata());
          return new ServerCall.Listener<>() {};
        });
  }

  /** Nobody looks at what such a request says. */
  private static final class Unread implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      return new byte[0];
    }
  }
}
