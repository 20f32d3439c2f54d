package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.deleteAll;
import static io.quarterdeck.state.it.Calls.op;
import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.utf8;

import com.google.protobuf.Message;
import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.etcd.rpc.TxnResponse;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest.FilterType;
import io.quarterdeck.etcd.rpc.WatchResponse;
import java.util.ArrayList;
import java.util.List;

/** The watches of a random conversation, and every event that each was sent until its end. */
final class RandomWatches implements AutoCloseable {
  private record Watch(long id, WatchCreateRequest request) {}

  private final Transcript transcript;
  private final Watching stream;
  private final List<Watch> watches = new ArrayList<>();
  private long compacted;

  RandomWatches(Transcript transcript) {
    this.transcript = transcript;
    this.stream = new Watching(transcript);
  }

  /** A watch of every change. */
  static WatchCreateRequest everything() {
    return Watching.key("\0").setRangeEnd(utf8("\0")).setPrevKv(true).build();
  }

  void create(WatchCreateRequest request) {
    WatchResponse response = stream.create(transcript.show(request), request.toBuilder());
    if (!response.getCanceled()) {
      watches.add(new Watch(response.getWatchId(), request));
    }
  }

  /** Takes note of a request that succeeded. */
  void succeeded(Message request) {
    if (request instanceof CompactionRequest compaction) {
      compacted = compaction.getRevision();
    }
  }

  /**
   * Writes every key and deletes them, so that each watch has an event to wait for, and writes down
   * what came until then.
   */
  void finish() {
    if (watches.isEmpty()) {
      return;
    }
    TxnRequest.Builder every = TxnRequest.newBuilder();
    RandomCalls.keys().forEach(key -> every.addSuccess(op(put(key, "last"))));
    long written = ((TxnResponse) transcript.send(every.build())).getHeader().getRevision();
    transcript.send(deleteAll(RandomCalls.PREFIX).build());
    for (Watch watch : watches) {
      boolean onlyDeletes = watch.request().getFiltersList().contains(FilterType.NOPUT);
      long last = onlyDeletes ? written + 1 : written;
      if (watch.request().getStartRevision() <= last) {
        stream.eventsUpTo(last, compacted, "watch " + watch.id(), watch.id());
      }
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
