package io.quarterdeck.state.watch;

import io.quarterdeck.state.log.CommitListener;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Commit;
import java.util.ArrayList;
import java.util.List;

/** All watch streams of this process. Streams are confined to the deciding thread. */
public final class WatchHub implements CommitListener {
  private final Store store;
  private final RecentCommits recent;
  private final History history;
  private final List<WatchStream> streams = new ArrayList<>();
  private volatile int watchers;

  public WatchHub(Store store, RecentCommits recent, History history) {
    this.store = store;
    this.recent = recent;
    this.history = history;
  }

  /** A client's handle on its stream; may be called from any thread. */
  public final class Client {
    private final WatchStream stream;

    private Client(WatchStream stream) {
      this.stream = stream;
    }

    public void create(long id, WatchOptions options, long start) {
      run(() -> stream.create(id, options, start));
    }

    public void cancel(long id) {
      run(() -> stream.cancel(id));
    }

    public void requestProgress() {
      run(stream::requestProgress);
    }

    public void writable() {
      run(stream::writable);
    }

    public void close() {
      run(
          () -> {
            stream.close();
            streams.remove(stream);
          });
    }

    private void run(Runnable task) {
      store.execute(
          () -> {
            task.run();
            watchers = streams.stream().mapToInt(WatchStream::size).sum();
          });
    }
  }

  public Client open(WatchSink sink) {
    WatchStream stream = new WatchStream(store, recent, history, sink);
    store.execute(() -> streams.add(stream));
    return new Client(stream);
  }

  /** To be called at an interval: idle watches hear where the store stands. */
  public void tick() {
    store.execute(
        () -> {
          streams.forEach(WatchStream::writable);
          streams.forEach(WatchStream::notifyProgress);
        });
  }

  public int watchers() {
    return watchers;
  }

  @Override
  public void committed(List<Commit> commits) {
    streams.forEach(stream -> stream.committed(commits));
  }
}
