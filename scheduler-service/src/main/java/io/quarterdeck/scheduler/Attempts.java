package io.quarterdeck.scheduler;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.role.queue.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How soon a pod that found no node may be looked at again: whatever happens in the cluster, not
 * before a pause that doubles from one to ten seconds. For one thread.
 */
final class Attempts {
  private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final Map<ObjectKey, Attempt> attempts = new HashMap<>();

  private record Attempt(String uid, int failures, Instant notBefore) {}

  /** How long to wait still; zero or less when it may be looked at. */
  Duration pause(ObjectKey key, String uid, Instant now) {
    Attempt last = attempts.get(key);
    return last == null || !last.uid().equals(uid)
        ? Duration.ZERO
        : Duration.between(now, last.notBefore());
  }

  void failed(ObjectKey key, String uid, Instant now) {
    Attempt last = attempts.get(key);
    int failures = last == null || !last.uid().equals(uid) ? 1 : last.failures() + 1;
    attempts.put(key, new Attempt(uid, failures, now.plus(PAUSE.after(failures))));
  }

  void forget(ObjectKey key) {
    attempts.remove(key);
  }
}
