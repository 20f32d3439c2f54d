package io.quarterdeck.state.model;

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
}
