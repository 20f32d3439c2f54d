package io.quarterdeck.bench.faults;

import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchGrpc;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.quarterdeck.testkit.history.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches all keys of a round, and goes on behind the last event it saw when its connection is
 * lost, as every client does. What it saw has to be each change once, in order.
 */
final class Follower {
  private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

  private final Values values;
  private final Connections connections;
  private final String last;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Boolean> complete = new CompletableFuture<>();
  private volatile long next;

  /**
   * A follower of what comes after a revision.
   *
   * @param last the key whose change is the last one of the round
   */
  Follower(Values values, Connections connections, long after, String last) {
    this.values = values;
    this.connections = connections;
    this.next = after + 1;
    this.last = last;
  }

  /** Watches until it has seen the last change. */
  void run() {
    while (!complete.isDone()) {
      Stream stream = new Stream();
      StreamObserver<WatchRequest> requests =
          WatchGrpc.newStub(connections.channel()).watch(stream);
      requests.onNext(
          WatchRequest.newBuilder()
              .setCreateRequest(
                  WatchCreateRequest.newBuilder()
                      .setKey(values.key(""))
                      .setRangeEnd(values.end())
                      .setStartRevision(next))
              .build());
      boolean unused = stream.ended.join();
      connections.next();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  CompletableFuture<Boolean> complete() {
    return complete;
  }

  List<Event> events() {
    return events;
  }

  List<String> violations() {
    return violations;
  }

  private void see(WatchResponse response) {
    if (response.getCanceled()) {
      violations.add("a watch from " + next + " was cancelled: " + response.getCancelReason());
    }
    for (io.quarterdeck.etcd.mvcc.Event each : response.getEventsList()) {
      long revision = each.getKv().getModRevision();
      String name = values.name(each.getKv().getKey());
      if (revision < next) {
        violations.add("revision " + revision + " came again, or late, when " + next + " was due");
      }
      next = revision + 1;
      Optional<String> value =
          each.getType() == io.quarterdeck.etcd.mvcc.Event.EventType.PUT
              ? Optional.of(Values.of(each.getKv().getValue().toStringUtf8()))
              : Optional.empty();
      events.add(new Event(revision, name, value));
      if (name.equals(last)) {
        complete.complete(true);
      }
    }
  }

  private final class Stream implements StreamObserver<WatchResponse> {
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    Stream() {
      var unused = complete.thenAccept(ended::complete);
    }

    @Override
    public void onNext(WatchResponse response) {
      if (!ended.isDone()) {
        see(response);
      }
    }

    @Override
    public void onError(Throwable failure) {
      ended.complete(false);
    }

    @Override
    public void onCompleted() {
      ended.complete(false);
    }
  }
}
