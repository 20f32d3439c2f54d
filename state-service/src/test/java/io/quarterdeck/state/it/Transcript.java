package io.quarterdeck.state.it;

import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TextFormat;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.DeleteRangeRequest;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseGrpc;
import io.quarterdeck.etcd.rpc.LeaseKeepAliveRequest;
import io.quarterdeck.etcd.rpc.LeaseKeepAliveResponse;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchGrpc;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

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
  private final LeaseGrpc.LeaseBlockingStub leases;
  private final MaintenanceGrpc.MaintenanceBlockingStub maintenance;
  private final List<String> lines = new ArrayList<>();

  Transcript(Channel channel) {
    this(channel, newest(channel));
  }

  private Transcript(Channel channel, long base) {
    this.channel = channel;
    this.kv = KVGrpc.newBlockingStub(channel);
    this.leases = LeaseGrpc.newBlockingStub(channel);
    this.maintenance = MaintenanceGrpc.newBlockingStub(channel);
    this.base = base;
  }

  /** Another part of the same conversation, for another thread. */
  Transcript part() {
    return new Transcript(channel, base);
  }

  /** The revision that this server gives where the conversation says so many after its begin. */
  long revision(long relative) {
    return base + relative;
  }

  /** What this server says is wrong with it. */
  void errors() {
    lines.add(maintenance.status(StatusRequest.getDefaultInstance()).getErrorsList().toString());
  }

  List<String> lines() {
    return lines;
  }

  void call(String what, Function<KVGrpc.KVBlockingStub, MessageOrBuilder> call) {
    add(what, () -> call.apply(kv));
  }

  void lease(String what, Function<LeaseGrpc.LeaseBlockingStub, MessageOrBuilder> call) {
    add(what, () -> call.apply(leases));
  }

  void maintain(
      String what, Function<MaintenanceGrpc.MaintenanceBlockingStub, MessageOrBuilder> call) {
    add(what, () -> call.apply(maintenance));
  }

  /** Sends any request that has one answer. */
  Message send(Message request) {
    return switch (request) {
      case RangeRequest range -> kv.range(range);
      case PutRequest put -> kv.put(put);
      case DeleteRangeRequest delete -> kv.deleteRange(delete);
      case TxnRequest txn -> kv.txn(txn);
      case CompactionRequest compaction -> kv.compact(compaction);
      case LeaseGrantRequest grant -> leases.leaseGrant(grant);
      case LeaseRevokeRequest revoke -> leases.leaseRevoke(revoke);
      default -> throw new IllegalArgumentException(request.toString());
    };
  }

  void add(String what, Supplier<? extends MessageOrBuilder> call) {
    lines.add(what + ": " + outcome(call));
  }

  String outcome(Supplier<? extends MessageOrBuilder> call) {
    try {
      return show(call.get());
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() + " " + e.getStatus().getDescription();
    }
  }

  /** Keeps a lease alive once, on a stream of its own. */
  void keepAlive(long lease) {
    BlockingQueue<LeaseKeepAliveResponse> received = new LinkedBlockingQueue<>();
    var stream = LeaseGrpc.newStub(channel).leaseKeepAlive(new Received<>(received));
    stream.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
    lines.add("keep alive: " + show(take(received)));
    stream.onCompleted();
  }

  /** A watch stream, which puts into this queue what it is sent. */
  StreamObserver<WatchRequest> watches(BlockingQueue<WatchResponse> received) {
    return WatchGrpc.newStub(channel).watch(new Received<>(received));
  }

  void note(String what, MessageOrBuilder response) {
    lines.add(what + ": " + show(response));
  }

  /** Writes down what a watch sends until it has sent so many events or is canceled. */
  void watch(String what, WatchCreateRequest request, int events, Runnable meanwhile) {
    List<WatchResponse> responses = watched(request, events, meanwhile);
    WatchResponse created = responses.getFirst();
    lines.add(what + ": created=" + created.getCreated() + " canceled=" + created.getCanceled());
    for (WatchResponse response : responses.subList(1, responses.size())) {
      for (var event : response.getEventsList()) {
        lines.add(what + " event: " + show(event));
      }
      if (response.getCanceled()) {
        String at = show(response.toBuilder().clearHeader().clearCancelReason());
        lines.add(what + " canceled: " + at);
      }
    }
  }

  /** What a watch sends, its creation first, until it has sent so many events or is canceled. */
  List<WatchResponse> watched(WatchCreateRequest request, int events, Runnable meanwhile) {
    BlockingQueue<WatchResponse> received = new LinkedBlockingQueue<>();
    StreamObserver<WatchRequest> stream =
        WatchGrpc.newStub(channel).watch(new Received<>(received));
    stream.onNext(WatchRequest.newBuilder().setCreateRequest(request).build());
    List<WatchResponse> responses = new ArrayList<>(List.of(take(received)));
    meanwhile.run();
    int seen = 0;
    while (seen < events && !responses.getLast().getCanceled()) {
      responses.add(take(received));
      seen += responses.getLast().getEventsCount();
    }
    stream.onCompleted();
    return responses;
  }

  static <T> T take(BlockingQueue<T> received) {
    return poll(received)
        .orElseThrow(() -> new AssertionError("no response within " + TIMEOUT_S + " s"));
  }

  static <T> Optional<T> poll(BlockingQueue<T> received) {
    try {
      return Optional.ofNullable(received.poll(TIMEOUT_S, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a stream sends. */
  private record Received<T>(BlockingQueue<T> queue) implements StreamObserver<T> {
    @Override
    public void onNext(T response) {
      queue.add(response);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}
  }

  private static long newest(Channel channel) {
    RangeRequest nothing = Calls.range("none").build();
    return KVGrpc.newBlockingStub(channel).range(nothing).getHeader().getRevision();
  }

  String show(MessageOrBuilder message) {
    String text = TextFormat.printer().emittingSingleLine(true).printToString(message);
    return REVISION
        .matcher(SERVERS_OWN.matcher(text).replaceAll(""))
        .replaceAll(found -> found.group(1) + ": +" + (Long.parseLong(found.group(2)) - base));
  }
}
