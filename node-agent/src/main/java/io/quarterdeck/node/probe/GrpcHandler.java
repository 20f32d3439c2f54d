package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.quarterdeck.node.probe.Handler.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks a container by the standard gRPC health protocol. Its messages have one field each, so they
 * are read and written by hand.
 */
final class GrpcHandler {
  private static final int FIELD = 1;
  private static final int SERVING = 1;

  static final MethodDescriptor<String, Integer> CHECK =
      MethodDescriptor.<String, Integer>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("grpc.health.v1.Health/Check")
          .setRequestMarshaller(new ServiceName())
          .setResponseMarshaller(new ServingStatus())
          .build();

  private GrpcHandler() {}

  static Outcome check(JsonNode grpc, String host, Duration timeout) {
    int port = grpc.path("port").asInt();
    ManagedChannel channel = NettyChannelBuilder.forAddress(host, port).usePlaintext().build();
    try {
      int status =
          ClientCalls.blockingUnaryCall(
              channel,
              CHECK,
              CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS),
              grpc.path("service").asText(""));
      return status == SERVING
          ? Outcome.SUCCESS
          : Outcome.failure("service unhealthy (responded with \"" + word(status) + "\")");
    } catch (StatusRuntimeException e) {
      return Outcome.failure(
          e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
              ? "error: this server does not implement the grpc health protocol"
              : "failed to connect service \"%s:%d\": %s".formatted(host, port, e.getStatus()));
    } finally {
      var unused = channel.shutdownNow();
    }
  }

  private static String word(int status) {
    return switch (status) {
      case 0 -> "UNKNOWN";
      case 2 -> "NOT_SERVING";
      case 3 -> "SERVICE_UNKNOWN";
      default -> Integer.toString(status);
    };
  }

  private static final class ServiceName implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      try {
        if (!value.isEmpty()) {
          out.writeString(FIELD, value);
        }
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public String parse(InputStream stream) {
      try {
        CodedInputStream in = CodedInputStream.newInstance(stream);
        return in.readTag() == 0 ? "" : in.readString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class ServingStatus implements MethodDescriptor.Marshaller<Integer> {
    @Override
    public InputStream stream(Integer value) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      try {
        out.writeEnum(FIELD, value);
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Override
    public Integer parse(InputStream stream) {
      try {
        CodedInputStream in = CodedInputStream.newInstance(stream);
        return in.readTag() == 0 ? 0 : in.readEnum();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
