package io.quarterdeck.model.apply;

import io.quarterdeck.model.fields.FieldSet;
import java.time.Instant;
import java.util.Optional;

/**
 * What a manager owns.
 *
 * @param version the API version that the fields are written in
 * @param time when the manager last changed what it owns, where that is known
 */
record Managed(FieldSet fields, String version, Optional<Instant> time) {

  Managed with(FieldSet other) {
    return new Managed(other, version, time);
  }
}
