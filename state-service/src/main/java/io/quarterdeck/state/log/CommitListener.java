package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.LeaseChange;
import java.util.List;

/** Hears of durable commits in revision order, on the thread that decides; must not block. */
public interface CommitListener {
  void committed(List<Commit> commits);

  default void compacted(long revision) {}

  /** Hears of durable changes of leases, after the commits that became durable with them. */
  default void leased(List<LeaseChange> changes) {}

  /** The process leads anew, upon a state that was read again. */
  default void resumed(Index index) {}
}
