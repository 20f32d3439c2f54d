package io.quarterdeck.state.publish;

import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.log.CurrentState;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where what is published comes from. Blocks its caller. */
public record Sources(RecentCommits recent, History history, CurrentState state) {
  static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));

  /** Whatever else somebody keeps in the store, nothing of it is published. */
  private static final KeyRange OBJECTS = KeyRange.prefix(Key.of(StateKey.ROOT));

  private static final int COMMITS_MAX = 2_000;

  /** What follows, from memory where it is still there. */
  History.Page page(long from, long to) {
    Optional<List<Commit>> near = recent.from(from, COMMITS_MAX);
    if (near.isPresent() && !near.get().isEmpty()) {
      return new History.Page(near.get(), near.get().getLast().revision());
    }
    return past(from, to);
  }

  History.Page past(long from, long to) {
    return history.read(OBJECTS, from, to).toCompletableFuture().join();
  }

  /** The revision after which history tells everything. */
  long complete() {
    return history.complete().toCompletableFuture().join();
  }

  /** When a revision was committed; empty where history does not tell. */
  Optional<Instant> committed(long revision) {
    return history.committed(revision).toCompletableFuture().join();
  }
}
