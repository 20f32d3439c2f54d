package io.quarterdeck.state.model;

import java.time.Instant;
import java.util.List;

/** One transaction that changed something, at its revision. */
public record Commit(long revision, List<Change> changes, Origin origin, Instant time) {

  public int bytes() {
    return changes.stream().mapToInt(Change::bytes).sum();
  }
}
