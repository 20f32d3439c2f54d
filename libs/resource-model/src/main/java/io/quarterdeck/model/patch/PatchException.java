package io.quarterdeck.model.patch;

/** A patch that is malformed, that does not apply to the object, or that asks for too much. */
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a patch. */
  public enum Flaw {
    MALFORMED,
    /** It is well-formed but does not apply. */
    UNPROCESSABLE,
    TOO_LARGE
  }

  private final Flaw flaw;

  private PatchException(String message, Flaw flaw) {
    super(message, null, false, false);
    this.flaw = flaw;
  }

  static PatchException malformed(String message) {
    return new PatchException(message, Flaw.MALFORMED);
  }

  static PatchException unprocessable(String message) {
    return new PatchException(message, Flaw.UNPROCESSABLE);
  }

  static PatchException tooLarge(String message) {
    return new PatchException(message, Flaw.TOO_LARGE);
  }

  public Flaw flaw() {
    return flaw;
  }
}
