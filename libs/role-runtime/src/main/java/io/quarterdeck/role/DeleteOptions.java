package io.quarterdeck.role;

import org.jspecify.annotations.Nullable;

/** What a delete may carry; null leaves the choice to the server. */
public record DeleteOptions(
    @Nullable String uid,
    @Nullable String resourceVersion,
    @Nullable Long gracePeriodSeconds,
    @Nullable String propagationPolicy) {

  /** Deletes only the object that was looked at, not a namesake made since. */
  public static DeleteOptions ofUid(String uid) {
    return new DeleteOptions(uid, null, null, null);
  }

  public DeleteOptions withGracePeriodSeconds(long seconds) {
    return new DeleteOptions(uid, resourceVersion, seconds, propagationPolicy);
  }

  public DeleteOptions withPropagation(String policy) {
    return new DeleteOptions(uid, resourceVersion, gracePeriodSeconds, policy);
  }
}
