package io.quarterdeck.gateway.verb;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.apply.ManagedFields;
import java.util.Optional;

/**
 * What a request wants an object to be.
 *
 * @param object decoded and whole; a resourceVersion or uid in it is a condition
 * @param owners who owns what then, where the request itself decides it
 */
public record Wanted(ApiObject object, Optional<ManagedFields> owners) {
  public static Wanted of(ApiObject object) {
    return new Wanted(object, Optional.empty());
  }
}
