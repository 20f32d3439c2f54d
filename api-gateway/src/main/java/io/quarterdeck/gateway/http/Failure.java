package io.quarterdeck.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import org.jspecify.annotations.Nullable;

/** A request that ends with a Status other than success. It carries no stack trace. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;
  private final transient @Nullable ObjectNode details;
  private final String next;

  public Failure(int code, String reason, String message, @Nullable ObjectNode details) {
    this(code, reason, message, details, "");
  }

  private Failure(
      int code, String reason, String message, @Nullable ObjectNode details, String next) {
    super(message, null, false, false);
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.next = next;
  }

  /** The same, with a token by which a list can go on nevertheless. */
  Failure withContinue(String token) {
    return new Failure(code, reason, text(), details, token);
  }

  /** The same, with words before its message. */
  public Failure after(String words) {
    return new Failure(code, reason, words + text(), details, next);
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  public boolean isConflict() {
    return reason.equals("Conflict");
  }

  public boolean isExpired() {
    return reason.equals("Expired");
  }

  public boolean isNotFound() {
    return reason.equals("NotFound");
  }

  public boolean isAlreadyExists() {
    return reason.equals("AlreadyExists");
  }

  /** After how many seconds the client may try again; 0 where the answer says nothing of it. */
  public int retryAfterSeconds() {
    return details == null ? 0 : details.path("retryAfterSeconds").asInt();
  }

  /** The body of the answer, and of an ERROR event of a watch. */
  public ObjectNode status() {
    ObjectNode status = Json.object();
    ObjectNode metadata =
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    if (!next.isEmpty()) {
      metadata.put("continue", next);
    }
    status.put("status", "Failure").put("message", text());
    if (!reason.isEmpty()) {
      status.put("reason", reason);
    }
    if (details != null) {
      status.set("details", details);
    }
    return status.put("code", code);
  }
}
