package io.quarterdeck.state.log;

import java.util.concurrent.CompletionStage;

/** How the cluster begins to count anew after its state went back in time. */
public interface Incarnations {

  /**
   * Begins a new incarnation beyond a revision, and beyond all that the database holds. What is
   * older counts as compacted. Whoever leads under this epoch is deposed: the state has to be
   * loaded again.
   *
   * @return where the new incarnation's revisions begin
   */
  CompletionStage<Long> begin(long epoch, long beyond);
}
