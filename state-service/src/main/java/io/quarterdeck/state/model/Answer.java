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

  record Txn(boolean succeeded, List<Answer> answers) implements Answer {}
}
