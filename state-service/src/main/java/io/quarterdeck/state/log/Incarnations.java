package io.quarterdeck.state.log;

import java.util.concurrent.CompletionStage;

/** How the cluster begins to count anew after its state went back in time. */
public interface Incarnations {
  /**
   * How far revisions jump at least. Clients may have seen revisions that were never published and
   * are in no backup, so that nobody knows of them any more.
   */
  long GAP = 1_000_000;

  /**
   * Begins a new incarnation beyond a revision, and beyond all that the database holds. What is
   * older counts as compacted. Whoever leads under this epoch is deposed: the state has to be
   * loaded again.
   *
   * @return where the new incarnation's revisions begin
   */
  CompletionStage<Long> begin(long epoch, long beyond);
}
