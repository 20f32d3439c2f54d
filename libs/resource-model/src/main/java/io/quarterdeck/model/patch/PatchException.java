package io.quarterdeck.model.patch;

/** A patch that is malformed, or that does not apply to the object. */
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unprocessable;

  private PatchException(String message, boolean unprocessable) {
    super(message, null, false, false);
    this.unprocessable = unprocessable;
  }

  static PatchException malformed(String message) {
    return new PatchException(message, false);
  }

  static PatchException unprocessable(String message) {
    return new PatchException(message, true);
  }

  /** Whether the patch is well-formed but does not apply. */
  public boolean unprocessable() {
    return unprocessable;
  }
}
