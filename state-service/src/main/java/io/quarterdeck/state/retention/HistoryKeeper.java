package io.quarterdeck.state.retention;

import java.time.Instant;

/**
 * The history as its administration sees it. Each call blocks, and is short or made of short
 * transactions, so that no writer waits; each may be repeated after a crash. A call under an epoch
 * fails when another process has taken it.
 */
public interface HistoryKeeper {

  HistoryShape look(Instant cutoff);

  void mark(Mark mark);

  /** Moves the horizon towards a revision by one step; returns where it is then. */
  long fold(long epoch, long target);

  /** Thins out short-lived resources towards a revision by one step; returns how far that is. */
  long trim(long epoch, long target);

  void drop(HistorySpan partition);

  /** Removes some rows of a partition that lie below the horizon; false when there are none. */
  boolean sweep(HistorySpan partition);
}
