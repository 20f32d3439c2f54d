package io.quarterdeck.state.retention;

import java.time.Instant;

/** A partition of the history: the revisions of {@code [from, to)}, made at a time. */
public record HistorySpan(String name, long from, long to, Instant createdAt) {

  long last() {
    return to - 1;
  }
}
