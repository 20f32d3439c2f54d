package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.end;
import static io.quarterdeck.state.it.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.mvcc.Event;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.RangeRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchGrpc;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.quarterdeck.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A watch that goes on behind the last revision it saw whenever it breaks. Thread-safe. */
final class WatchedKeys implements StreamObserver<WatchResponse>, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ManagedChannel channel;
  private final String prefix;
  private final List<Long> revisions = new ArrayList<>();
  private long from;
  private boolean closed;

  private WatchedKeys(ManagedChannel channel, String prefix, long from) {
    this.channel = channel;
    this.prefix = prefix;
    this.from = from;
  }

  /** Watches what changes from now on. */
  static WatchedKeys from(ManagedChannel channel, String prefix) {
    RangeRequest now = RangeRequest.newBuilder().setKey(utf8(prefix)).build();
    long revision =
        KVGrpc.newBlockingStub(channel).withWaitForReady().range(now).getHeader().getRevision();
    WatchedKeys watched = new WatchedKeys(channel, prefix, revision + 1);
    watched.open();
    return watched;
  }

  /** Waits for the newest revision of each key; none may come twice or out of order. */
  void awaitEachOnce(List<KeyValue> keys) {
    List<Long> wanted = keys.stream().map(KeyValue::getModRevision).toList();
    Await.untilAsserted("all is seen", TIMEOUT, () -> assertThat(seen()).containsAll(wanted));
    assertThat(seen()).isSorted().doesNotHaveDuplicates();
  }

  @Override
  public synchronized void onNext(WatchResponse response) {
    for (Event event : response.getEventsList()) {
      revisions.add(event.getKv().getModRevision());
      from = event.getKv().getModRevision() + 1;
    }
  }

  @Override
  public void onError(Throwable failure) {
    open();
  }

  @Override
  public void onCompleted() {
    open();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private synchronized List<Long> seen() {
    return List.copyOf(revisions);
  }

  private synchronized void open() {
    if (closed) {
      return;
    }
    WatchCreateRequest create =
        WatchCreateRequest.newBuilder()
            .setKey(utf8(prefix))
            .setRangeEnd(utf8(end(prefix)))
            .setStartRevision(from)
            .build();
    WatchGrpc.newStub(channel)
        .withWaitForReady()
        .watch(this)
        .onNext(WatchRequest.newBuilder().setCreateRequest(create).build());
  }
}
