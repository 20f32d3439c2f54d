package io.quarterdeck.state.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides what of the history may go. Late rather than early, wherever time is in doubt. */
final class RetentionPlanner {
  /** A partition may keep rows for this share of the retention beyond it before it is swept. */
  private static final int OVERTIME_SHARE = 4;

  private RetentionPlanner() {}

  /** Marks at or before this are older than the retention. */
  static Instant cutoff(Instant now, Duration retention) {
    return now.minus(retention);
  }

  static RetentionPlan plan(HistoryShape shape, Bounds bounds, Instant now, Duration retention) {
    long releasable = Math.max(0, bounds.releasable());
    long wanted = shape.expired().map(Mark::revision).orElse(0L);
    long horizon = Math.max(shape.horizon(), Math.min(wanted, releasable));
    return new RetentionPlan(
        mark(shape, bounds, now),
        horizon,
        Math.max(shape.trimmed(), releasable),
        shape.partitions().stream().filter(span -> span.last() <= horizon).toList(),
        sweep(
            shape.partitions(),
            horizon,
            cutoff(now, retention.plus(retention.dividedBy(OVERTIME_SHARE)))),
        waitsFor(wanted, horizon, bounds));
  }

  private static Optional<Mark> mark(HistoryShape shape, Bounds bounds, Instant now) {
    boolean known = shape.newest().filter(mark -> mark.revision() >= bounds.revision()).isPresent();
    if (known) {
      return Optional.empty();
    }
    // A clock that was set back must not make the revisions from here on look older than they are.
    Instant at = shape.newest().map(Mark::at).filter(now::isBefore).orElse(now);
    return Optional.of(new Mark(bounds.revision(), at));
  }

  private static Optional<HistorySpan> sweep(
      List<HistorySpan> partitions, long horizon, Instant overdue) {
    return partitions.stream()
        .filter(span -> span.from() <= horizon && span.last() > horizon)
        .filter(span -> span.createdAt().isBefore(overdue))
        .findFirst();
  }

  private static Optional<String> waitsFor(long wanted, long horizon, Bounds bounds) {
    if (wanted <= horizon) {
      return Optional.empty();
    }
    return Optional.of(
        bounds.published() < bounds.compacted() - 1 ? "publication" : "the API's compaction");
  }
}
