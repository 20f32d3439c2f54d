package io.quarterdeck.role;

import io.quarterdeck.model.ObjectKey;
import java.time.Duration;

/**
 * Moves one object towards its desired state. Called on a virtual thread, never twice at once for
 * the same key, and only when the cache has caught up with the role's own last write for it. An
 * exception is a failed attempt: the key backs off alone.
 */
@FunctionalInterface
public interface Reconciler {
  Outcome reconcile(ObjectKey key, Cause cause) throws Exception;

  /** What is to happen with the key next. */
  sealed interface Outcome {
    Outcome DONE = new Done();

    /** Nothing more to do until something changes. */
    record Done() implements Outcome {}

    /** Look again after this time even when nothing changes. */
    record Again(Duration after) implements Outcome {}
  }
}
