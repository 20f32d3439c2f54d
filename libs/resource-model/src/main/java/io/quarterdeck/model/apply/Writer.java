package io.quarterdeck.model.apply;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who makes a request.
 *
 * @param subresource through which they write; empty for the object itself
 * @param now in whole seconds
 */
public record Writer(String name, String subresource, Instant now) {
  public Writer {
    now = now.truncatedTo(ChronoUnit.SECONDS);
  }
}
