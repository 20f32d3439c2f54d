package io.quarterdeck.state.it;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchGrpc;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * What a server answered, line by line, with revisions counted from where the conversation began:
 * two servers that behave alike give equal transcripts.
 */
final class Transcript {
  private static final Pattern REVISION =
      Pattern.compile("(create_revision|mod_revision|compact_revision|revision): (\\d+)");
  private static final Pattern SERVERS_OWN =
      Pattern.compile("(cluster_id|member_id|raft_term): \\d+ ?");
  private static final long TIMEOUT_S = 20;

  private final Channel channel;
  private final KVGrpc.KVBlockingStub kv;
  private final long base;
  private final List<String> lines = new ArrayList<>();

  Transcript(Channel channel) {
    this.channel = channel;
    this.kv = KVGrpc.newBlockingStub(channel);
    this.base =
        kv.range(RangeRequest.newBuilder().setKey(utf8("none")).build()).getHeader().getRevision();
  }

  static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }

  /** The revision that this server gives where the conversation says so many after its begin. */
  long revision(long relative) {
    return base + relative;
  }

  List<String> lines() {
    return lines;
  }

  void call(String what, Function<KVGrpc.KVBlockingStub, MessageOrBuilder> call) {
    try {
      lines.add(what + ": " + show(call.apply(kv)));
    } catch (StatusRuntimeException e) {
      lines.add(what + ": " + e.getStatus().getCode() + " " + e.getStatus().getDescription());
    }
  }

  /** Writes down what a watch sends until it has sent so many events or is canceled. */
  void watch(String what, WatchCreateRequest request, int events, Runnable meanwhile) {
    BlockingQueue<WatchResponse> received = new LinkedBlockingQueue<>();
    StreamObserver<WatchRequest> stream =
        WatchGrpc.newStub(channel)
            .watch(
                new StreamObserver<>() {
                  @Override
                  public void onNext(WatchResponse response) {
                    received.add(response);
                  }

                  @Override
                  public void onError(Throwable failure) {}

                  @Override
                  public void onCompleted() {}
                });
    stream.onNext(WatchRequest.newBuilder().setCreateRequest(request).build());
    WatchResponse created = take(received);
    lines.add(what + ": created=" + created.getCreated() + " canceled=" + created.getCanceled());
    meanwhile.run();
    int seen = 0;
    boolean canceled = created.getCanceled();
    while (seen < events && !canceled) {
      WatchResponse response = take(received);
      for (var event : response.getEventsList()) {
        lines.add(what + " event: " + show(event));
      }
      seen += response.getEventsCount();
      canceled = response.getCanceled();
      if (canceled) {
        String at = show(response.toBuilder().clearHeader().clearCancelReason());
        lines.add(what + " canceled: " + at);
      }
    }
    stream.onCompleted();
  }

  private static WatchResponse take(BlockingQueue<WatchResponse> received) {
    try {
      WatchResponse response = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
      return Assertions.assertInstanceOf(WatchResponse.class, response, "a watch response");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String show(MessageOrBuilder message) {
    String text = TextFormat.printer().emittingSingleLine(true).printToString(message);
    return REVISION
        .matcher(SERVERS_OWN.matcher(text).replaceAll(""))
        .replaceAll(found -> found.group(1) + ": +" + (Long.parseLong(found.group(2)) - base));
  }
}
