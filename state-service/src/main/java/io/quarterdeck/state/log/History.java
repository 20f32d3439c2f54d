package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Slice;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What was committed before. */
public interface History {

  /**
   * Commits in revision order, with only those of their changes that lie in the range.
   *
   * @param upTo the last revision that the page accounts for
   */
  record Page(List<Commit> commits, long upTo) {}

  /** A bounded page of {@code [from, to]}; whole transactions only. */
  CompletionStage<Page> read(KeyRange range, long from, long to);

  /**
   * The same of all keys, without the versions before: one transaction may delete any number of
   * large values, and who only wants to know what is there now need not read them.
   */
  CompletionStage<Page> readWithoutPrevious(long from, long to);

  /** When a revision was committed; empty when history does not tell. */
  CompletionStage<Optional<Instant>> committed(long revision);

  /** The first keys of a range, at most so many, as they were at a revision. */
  CompletionStage<Slice> sliceAt(KeyRange range, long revision, long max);

  /** Everything after this revision is still told; before it, some of it may have been dropped. */
  CompletionStage<Long> complete();

  /** The leases that exist. */
  CompletionStage<List<Lease>> leases();

  /** The newest revision of any key in the range, deletes included; 0 when there is none. */
  CompletionStage<Long> newest(KeyRange range);
}
