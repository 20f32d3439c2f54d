package io.quarterdeck.gateway.cache;

import io.quarterdeck.gateway.store.StateWatch;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.state.api.StateKey;
import jakarta.inject.Singleton;

/** Begins replays, for watches from before the window of the cache. */
@Singleton
public class Replays {
  private final StateWatch watches;
  private final Items items;

  Replays(StateWatch watches, Items items) {
    this.watches = watches;
    this.items = items;
  }

  /**
   * Begins to read what happened after a revision.
   *
   * @param namespace empty for all
   */
  public Replay begin(Kind kind, String namespace, long after, Replay.Reader reader) {
    String prefix =
        namespace.isEmpty()
            ? StateKey.prefix(kind.storedType())
            : StateKey.prefix(kind.storedType(), namespace);
    return new Replay(
        watches.followPaced(prefix, after + 1, new Replay.Pages(kind, items, reader)));
  }
}
