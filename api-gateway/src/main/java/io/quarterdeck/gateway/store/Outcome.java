package io.quarterdeck.gateway.store;

import java.util.Map;
import java.util.Optional;

/** What became of a write. */
public sealed interface Outcome {
  record Done(long revision) implements Outcome {}

  /** A condition did not hold; the keys of the write as they are now, absent ones left out. */
  record Refused(Map<String, Stored> current) implements Outcome {
    public Optional<Stored> at(String key) {
      return Optional.ofNullable(current.get(key));
    }
  }
}
