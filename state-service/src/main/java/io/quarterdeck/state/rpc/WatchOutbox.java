package io.quarterdeck.state.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.quarterdeck.etcd.mvcc.Event;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.quarterdeck.state.watch.WatchEvent;
import io.quarterdeck.state.watch.WatchOptions;
import io.quarterdeck.state.watch.WatchSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What waits to be sent on one watch stream, bounded by bytes: sends as fast as the client reads.
 * Thread-safe.
 */
final class WatchOutbox implements WatchSink {
  private static final int FULL_BYTES = 4 << 20;

  /** Responses are cut between revisions where they grow beyond this. */
  private static final int RESPONSE_BYTES = 1 << 20;

  private final ServerCallStreamObserver<WatchResponse> observer;
  private final Responses responses;
  private final Deque<WatchResponse> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean wasFull;
  private boolean closed;

  WatchOutbox(ServerCallStreamObserver<WatchResponse> observer, Responses responses) {
    this.observer = observer;
    this.responses = responses;
  }

  @Override
  public void created(long watch, long revision) {
    add(response(watch, revision).setCreated(true));
  }

  @Override
  public void refused(long watch, long revision, String reason) {
    add(response(watch, revision).setCreated(true).setCanceled(true).setCancelReason(reason));
  }

  @Override
  public void canceled(long watch, long revision) {
    add(response(watch, revision).setCanceled(true));
  }

  /** This one answer of etcd tells no revision. */
  @Override
  public void compacted(long watch, long compactRevision) {
    add(response(watch, 0).setCanceled(true).setCompactRevision(compactRevision));
  }

  @Override
  public void progress(long watch, long revision) {
    add(response(watch, revision));
  }

  @Override
  public void events(long watch, WatchOptions options, List<WatchEvent> events, long revision) {
    WatchResponse.Builder response = response(watch, revision);
    int size = 0;
    long last = 0;
    for (WatchEvent each : events) {
      Event event = Responses.event(each.change(), each.revision(), options.withPrevious());
      boolean mayCut = options.fragment() || each.revision() != last;
      if (size > 0 && size + event.getSerializedSize() > RESPONSE_BYTES && mayCut) {
        add(response.setFragment(options.fragment() && each.revision() == last));
        response = response(watch, revision);
        size = 0;
      }
      response.addEvents(event);
      size += event.getSerializedSize();
      last = each.revision();
    }
    add(response);
  }

  @Override
  public synchronized boolean full() {
    wasFull |= bytes > FULL_BYTES;
    return bytes > FULL_BYTES;
  }

  /** Sends what the transport takes; true when a stream that was full has room again. */
  synchronized boolean drain() {
    while (!waiting.isEmpty() && !closed && observer.isReady()) {
      WatchResponse response = waiting.remove();
      bytes -= response.getSerializedSize();
      observer.onNext(response);
    }
    boolean relieved = wasFull && waiting.isEmpty();
    wasFull &= !relieved;
    return relieved;
  }

  synchronized void close() {
    if (!closed) {
      closed = true;
      observer.onCompleted();
    }
    discard();
  }

  synchronized void discard() {
    closed = true;
    waiting.clear();
    bytes = 0;
  }

  private synchronized void add(WatchResponse.Builder builder) {
    WatchResponse response = builder.build();
    waiting.add(response);
    bytes += response.getSerializedSize();
    boolean unused = drain();
  }

  private WatchResponse.Builder response(long watch, long revision) {
    return WatchResponse.newBuilder().setHeader(responses.header(revision)).setWatchId(watch);
  }
}
