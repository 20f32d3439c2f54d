package io.quarterdeck.state.watch;

import io.quarterdeck.state.log.History;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Commit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one client stream. A watch that is behind reads pages of history; when it has
 * reached the newest commit it goes live, on the thread on which commits appear, so nothing falls
 * between. A client that reads too slowly is taken off the live feed and catches up later: what
 * waits for it is bounded. Confined to the deciding thread.
 */
final class WatchStream {
  private static final Logger LOG = Logger.getLogger(WatchStream.class);
  private static final long BROADCAST = -1;
  private static final int RECENT_MAX = 200;

  private final Store store;
  private final RecentCommits recent;
  private final History history;
  private final WatchSink sink;
  private final Map<Long, Watcher> watchers = new TreeMap<>();

  /** Their ids stay taken until the client cancels them. */
  private final Set<Long> compacted = new HashSet<>();

  private long nextId;
  private boolean progressAsked;
  private boolean closed;

  WatchStream(Store store, RecentCommits recent, History history, WatchSink sink) {
    this.store = store;
    this.recent = recent;
    this.history = history;
    this.sink = sink;
  }

  int size() {
    return watchers.size();
  }

  /**
   * Begins a watch.
   *
   * @param requested 0 to have the id chosen
   * @param start 0 for what happens from now on, less for everything
   */
  void create(long requested, WatchOptions options, long start) {
    long revision = store.position().revision();
    if (options.range().isEmpty()) {
      sink.refused(BROADCAST, revision, "mvcc: watcher range is empty");
      return;
    }
    if (requested != 0 && isTaken(requested)) {
      sink.refused(BROADCAST, revision, "mvcc: duplicate watch ID provided on the WatchStream");
      return;
    }
    long id = requested == 0 ? freeId() : requested;
    Watcher watcher = new Watcher(id, options, start == 0 ? revision + 1 : Math.max(start, 0));
    watchers.put(id, watcher);
    sink.created(id, revision);
    advance(watcher);
  }

  void cancel(long id) {
    if (watchers.remove(id) != null || compacted.remove(id)) {
      sink.canceled(id, store.position().revision());
      answerProgress();
    }
  }

  /** Answers when every watch has been sent everything up to now. */
  void requestProgress() {
    progressAsked = true;
    answerProgress();
  }

  void close() {
    closed = true;
    watchers.clear();
    compacted.clear();
  }

  void committed(List<Commit> commits) {
    for (Watcher watcher : watchers.values()) {
      if (watcher.live()) {
        if (sink.full()) {
          watcher.live(false);
        } else {
          send(watcher, commits, commits.getLast().revision());
        }
      }
    }
  }

  /** The client has read what waited for it. */
  void writable() {
    List.copyOf(watchers.values()).forEach(this::advance);
  }

  void notifyProgress() {
    long revision = store.position().revision();
    for (Watcher watcher : watchers.values()) {
      if (watcher.options().progress() && watcher.live() && !sink.full()) {
        sink.progress(watcher.id(), revision);
      }
    }
  }

  private long freeId() {
    while (isTaken(nextId)) {
      nextId++;
    }
    return nextId++;
  }

  private boolean isTaken(long id) {
    return watchers.containsKey(id) || compacted.contains(id);
  }

  /** One that was canceled may have left its id to another while its past was read. */
  private boolean isOpen(Watcher watcher) {
    return watcher.equals(watchers.get(watcher.id()));
  }

  private void advance(Watcher watcher) {
    if (closed || watcher.live() || watcher.loading() || !isOpen(watcher)) {
      return;
    }
    Store.Position position = store.position();
    while (!sink.full()) {
      if (watcher.next() > position.revision()) {
        watcher.live(true);
        answerProgress();
        return;
      }
      if (watcher.next() < position.compactRevision()) {
        watchers.remove(watcher.id());
        compacted.add(watcher.id());
        sink.compacted(watcher.id(), position.compactRevision());
        answerProgress();
        return;
      }
      Optional<List<Commit>> page = recent.from(watcher.next(), RECENT_MAX);
      if (page.isEmpty()) {
        load(watcher, position.revision());
        return;
      }
      long reached = page.get().isEmpty() ? position.revision() : page.get().getLast().revision();
      send(watcher, page.get(), reached);
    }
  }

  private void load(Watcher watcher, long to) {
    watcher.loading(true);
    var unused =
        history
            .read(watcher.range(), watcher.next(), to)
            .whenComplete((page, failure) -> store.execute(() -> loaded(watcher, page, failure)));
  }

  private void loaded(Watcher watcher, History.@Nullable Page page, @Nullable Throwable failure) {
    watcher.loading(false);
    if (closed) {
      return;
    }
    if (page == null) {
      // The next commit or the next progress tick tries again.
      LOG.warnf("cannot read history for a watch: %s", failure);
      return;
    }
    // What was compacted meanwhile may have been dropped while it was read.
    if (watcher.next() >= store.position().compactRevision()) {
      send(watcher, page.commits(), page.upTo());
    }
    advance(watcher);
  }

  private void send(Watcher watcher, List<Commit> commits, long reached) {
    List<WatchEvent> events = watcher.select(commits);
    watcher.reached(reached);
    if (!events.isEmpty() && isOpen(watcher)) {
      sink.events(watcher.id(), watcher.options(), events, reached);
    }
  }

  private void answerProgress() {
    if (progressAsked && watchers.values().stream().allMatch(Watcher::live)) {
      progressAsked = false;
      sink.progress(BROADCAST, store.position().revision());
    }
  }
}
