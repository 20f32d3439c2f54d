package io.quarterdeck.state.log;

import io.quarterdeck.state.model.Commit;
import java.util.List;

/** Hears of durable commits in revision order, on the thread that decides; must not block. */
public interface CommitListener {
  void committed(List<Commit> commits);

  default void compacted(long revision) {}
}
