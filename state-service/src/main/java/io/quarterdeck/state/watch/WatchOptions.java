package io.quarterdeck.state.watch;

import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.KeyRange;

/** What a client asked a watch to send. */
public record WatchOptions(
    KeyRange range,
    boolean withPrevious,
    boolean withoutPuts,
    boolean withoutDeletes,
    boolean progress,
    boolean fragment) {

  boolean wants(Change change) {
    boolean filtered = change.deleted() ? withoutDeletes : withoutPuts;
    return !filtered && range.contains(change.key());
  }
}
