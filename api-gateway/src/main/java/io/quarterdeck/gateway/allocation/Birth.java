package io.quarterdeck.gateway.allocation;

import java.time.Instant;
import java.util.UUID;

/** What a new object has that no other has, and when it is made. */
record Birth(String uid, Instant time) {
  static Birth now() {
    return new Birth(UUID.randomUUID().toString(), Instant.now());
  }
}
