package io.quarterdeck.state.log;

/** Why something did not become durable, as far as is known. */
public final class LogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What is known. */
  public enum Kind {
    /** It was refused and rolled back. */
    REFUSED,
    /** It was refused and rolled back, because there is no space left. */
    FULL,
    /** The connection was lost: it may have become durable, or may still do so. */
    UNKNOWN,
    /** Another process leads. */
    FENCED;

    /** Whether it is known that nothing became durable, and nothing else is the matter. */
    boolean isRefusal() {
      return this == REFUSED || this == FULL;
    }
  }

  private final Kind kind;

  public LogException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public LogException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static Kind kindOf(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof LogException known) {
        return known.kind();
      }
    }
    return Kind.UNKNOWN;
  }
}
