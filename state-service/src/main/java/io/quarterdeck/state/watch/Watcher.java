package io.quarterdeck.state.watch;

import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.KeyRange;
import java.util.ArrayList;
import java.util.List;

/** One watch and how far it has come. Confined to the deciding thread. */
final class Watcher {
  private final long id;
  private final WatchOptions options;
  private long next;
  private boolean live;
  private boolean loading;

  Watcher(long id, WatchOptions options, long next) {
    this.id = id;
    this.options = options;
    this.next = next;
  }

  long id() {
    return id;
  }

  WatchOptions options() {
    return options;
  }

  KeyRange range() {
    return options.range();
  }

  /** The first revision that its client has not been sent. */
  long next() {
    return next;
  }

  void reached(long revision) {
    next = Math.max(next, revision + 1);
  }

  /** Whether it gets each commit as it happens; else it is behind and reads history. */
  boolean live() {
    return live;
  }

  void live(boolean now) {
    live = now;
  }

  boolean loading() {
    return loading;
  }

  void loading(boolean now) {
    loading = now;
  }

  /** What of these commits its client has not seen and wants to. */
  List<WatchEvent> select(List<Commit> commits) {
    List<WatchEvent> events = new ArrayList<>();
    for (Commit commit : commits) {
      if (commit.revision() >= next) {
        for (Change change : commit.changes()) {
          if (options.wants(change)) {
            events.add(new WatchEvent(commit.sinceBefore(change), commit.revision()));
          }
        }
      }
    }
    return events;
  }
}
