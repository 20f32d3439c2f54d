package io.quarterdeck.state.model;

import java.time.Instant;
import java.util.List;

/** One transaction that changed something, at its revision. */
public record Commit(long revision, List<Change> changes, Origin origin, Instant time) {

  /**
   * One of the changes with what its key held before the transaction, which a change that comes
   * second in it does not tell.
   */
  public Change sinceBefore(Change change) {
    boolean first = change.previous().filter(it -> it.modRevision() == revision).isEmpty();
    return first
        ? change
        : new Change(
            change.key(),
            change.next(),
            changes.stream()
                .filter(it -> it.key().equals(change.key()))
                .findFirst()
                .flatMap(Change::previous));
  }

  public int bytes() {
    return changes.stream().mapToInt(Change::bytes).sum();
  }
}
