package io.quarterdeck.node.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How long the pull of an image waits after failures: twice as long each time. For one thread. */
final class ImageBackOff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofMinutes(5);

  private record Pause(Instant until, Duration length) {}

  private final Map<String, Pause> pauses = new HashMap<>();

  void failed(String container, Instant now) {
    Pause before = pauses.get(container);
    Duration next = before == null ? FIRST : before.length().multipliedBy(2);
    Duration length = next.compareTo(MAX) > 0 ? MAX : next;
    pauses.put(container, new Pause(now.plus(length), length));
  }

  void succeeded(String container) {
    pauses.remove(container);
  }

  boolean isPaused(String container, Instant now) {
    Pause pause = pauses.get(container);
    return pause != null && now.isBefore(pause.until());
  }

  /** How long until the next pull of a container that is paused. */
  Duration left(String container, Instant now) {
    Pause pause = pauses.get(container);
    return pause == null ? Duration.ZERO : Duration.between(now, pause.until());
  }
}
