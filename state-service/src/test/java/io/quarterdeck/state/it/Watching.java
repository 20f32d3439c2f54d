package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.end;
import static io.quarterdeck.state.it.Calls.utf8;

import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.mvcc.Event;
import io.quarterdeck.etcd.rpc.WatchCancelRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchProgressRequest;
import io.quarterdeck.etcd.rpc.WatchRequest;
import io.quarterdeck.etcd.rpc.WatchResponse;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One watch stream of a conversation. What comes goes into its transcript where it is asked for:
 * nothing orders what is sent to one watch among what is sent to another.
 */
final class Watching implements AutoCloseable {
  private static final long NO_WATCH = -1;

  private final Transcript transcript;
  private final BlockingQueue<WatchResponse> received = new LinkedBlockingQueue<>();
  private final StreamObserver<WatchRequest> stream;
  private final Queue<WatchResponse> answers = new ArrayDeque<>();
  private final Map<Long, Queue<WatchResponse>> sent = new HashMap<>();

  Watching(Transcript transcript) {
    this.transcript = transcript;
    this.stream = transcript.watches(received);
  }

  static WatchCreateRequest.Builder key(String key) {
    return WatchCreateRequest.newBuilder().setKey(utf8(key));
  }

  static WatchCreateRequest.Builder all(String prefix) {
    return key(prefix).setRangeEnd(utf8(end(prefix)));
  }

  WatchResponse create(String what, WatchCreateRequest.Builder request) {
    stream.onNext(WatchRequest.newBuilder().setCreateRequest(request).build());
    return answer(what);
  }

  void cancel(long id) {
    stream.onNext(
        WatchRequest.newBuilder()
            .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(id))
            .build());
  }

  void askForProgress() {
    stream.onNext(
        WatchRequest.newBuilder()
            .setProgressRequest(WatchProgressRequest.getDefaultInstance())
            .build());
  }

  void askForNothing() {
    stream.onNext(WatchRequest.getDefaultInstance());
  }

  /** Writes down the next response that is about no watch or about one that is new. */
  WatchResponse answer(String what) {
    return note(what, next(answers));
  }

  /** Writes down the next response to one watch. */
  WatchResponse sent(String what, long id) {
    return note(what, next(sentTo(id)));
  }

  /** Writes down what one watch is sent until it has been so many events. */
  void events(String what, long id, int count) {
    for (int seen = 0; seen < count; ) {
      seen += sent(what, id).getEventsCount();
    }
  }

  /**
   * Writes down the events of one watch, however they are spread over responses, until it has had
   * one of this revision, is canceled or has been silent for long. Silence is a difference like any
   * other: what is written down then is less.
   *
   * @param compacted the previous values of this revision are left out: etcd has none
   */
  void eventsUpTo(long last, long compacted, String what, long id) {
    for (long reached = 0; reached < last; ) {
      Optional<WatchResponse> response = poll(sentTo(id));
      for (Event event : response.map(WatchResponse::getEventsList).orElse(List.of())) {
        reached = event.getKv().getModRevision();
        if (reached <= last) {
          transcript.note(
              what, reached == compacted ? event.toBuilder().clearPrevKv().build() : event);
        }
      }
      if (response.isEmpty() || response.get().getCanceled()) {
        transcript.note(what + " ends", response.orElse(WatchResponse.getDefaultInstance()));
        return;
      }
    }
  }

  @Override
  public void close() {
    stream.onCompleted();
  }

  private WatchResponse note(String what, WatchResponse response) {
    transcript.note(what, response);
    return response;
  }

  private WatchResponse next(Queue<WatchResponse> from) {
    return poll(from).orElseThrow(() -> new AssertionError("no response"));
  }

  private Optional<WatchResponse> poll(Queue<WatchResponse> from) {
    while (from.isEmpty()) {
      Optional<WatchResponse> response = Transcript.poll(received);
      if (response.isEmpty()) {
        return response;
      }
      WatchResponse it = response.get();
      boolean answer = it.getCreated() || it.getWatchId() == NO_WATCH;
      (answer ? answers : sentTo(it.getWatchId())).add(it);
    }
    return Optional.of(from.remove());
  }

  private Queue<WatchResponse> sentTo(long id) {
    return sent.computeIfAbsent(id, none -> new ArrayDeque<>());
  }
}
