package io.quarterdeck.state.model;

import java.util.Optional;
import java.util.concurrent.CompletionException;

/** A request that is refused as a whole; nothing of it was stored. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Failure failure;

  public RefusedException(Failure failure) {
    // An answer, not an accident: a stack trace would only cost time.
    super(failure.message(), null, false, false);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  /** The refusal behind a failed stage, if it is one. */
  public static Optional<Failure> failureOf(Throwable failed) {
    Throwable cause =
        failed instanceof CompletionException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    return cause instanceof RefusedException refused
        ? Optional.of(refused.failure())
        : Optional.empty();
  }
}
