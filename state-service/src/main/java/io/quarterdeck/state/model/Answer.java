package io.quarterdeck.state.model;

import java.util.List;
import java.util.Optional;

/** What an operation answers. */
public sealed interface Answer {

  /**
   * What a range holds.
   *
   * @param count keys in the range, whatever the limit
   */
  record Range(List<Entry> entries, boolean more, long count, boolean keysOnly) implements Answer {}

  record Put(Optional<Entry> previous) implements Answer {}

  record Delete(long deleted, List<Entry> previous) implements Answer {}

  /** A lease exists now. */
  record Grant(Lease lease) implements Answer {}

  /** A lease is gone, and the keys that were bound to it. */
  record Revoke() implements Answer {}

  record Txn(boolean succeeded, List<Step> steps) implements Answer {}

  /**
   * What one operation of a transaction answers.
   *
   * @param revision what the store stood at after the operation, as if it ended there
   */
  record Step(Answer answer, long revision) {}

  /** The answer of a transaction's one operation. */
  static <A extends Answer> A only(Txn txn, Class<A> type) {
    return type.cast(txn.steps().getFirst().answer());
  }
}
