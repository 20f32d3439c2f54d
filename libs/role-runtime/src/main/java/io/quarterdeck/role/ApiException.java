package io.quarterdeck.role;

/** The API answered with a Status other than success, or (code 0) did not answer at all. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  public ApiException(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  public ApiException(String message, Throwable cause) {
    super(message, cause);
    this.code = 0;
    this.reason = "Unreachable";
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  public boolean isNotFound() {
    return code == 404;
  }

  public boolean isConflict() {
    return code == 409 && !isAlreadyExists();
  }

  public boolean isAlreadyExists() {
    return reason.equals("AlreadyExists");
  }
}
