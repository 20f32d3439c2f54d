package io.quarterdeck.model;

import java.util.List;

/**
 * One reason why an object is invalid, as it appears in a Status: {@code spec.replicas: Invalid
 * value: -1: must be greater than or equal to 0}.
 *
 * @param value the offending value as the message shows it; empty where the type shows none
 */
public record FieldError(Type type, String field, String value, String detail) {

  /** The cause reasons of the Kubernetes API and how each begins its message. */
  public enum Type {
    REQUIRED("FieldValueRequired", "Required value"),
    INVALID("FieldValueInvalid", "Invalid value"),
    DUPLICATE("FieldValueDuplicate", "Duplicate value"),
    NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
    FORBIDDEN("FieldValueForbidden", "Forbidden"),
    TOO_LONG("FieldValueTooLong", "Too long"),
    TOO_MANY("FieldValueTooMany", "Too many"),
    TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
    NOT_FOUND("FieldValueNotFound", "Not found");

    private final String reason;
    private final String words;

    Type(String reason, String words) {
      this.reason = reason;
      this.words = words;
    }

    public String reason() {
      return reason;
    }
  }

  public static FieldError required(String field, String detail) {
    return new FieldError(Type.REQUIRED, field, "", detail);
  }

  public static FieldError invalid(String field, String value, String detail) {
    return new FieldError(Type.INVALID, field, value, detail);
  }

  public static FieldError forbidden(String field, String detail) {
    return new FieldError(Type.FORBIDDEN, field, "", detail);
  }

  public static FieldError duplicate(String field, String value) {
    return new FieldError(Type.DUPLICATE, field, value, "");
  }

  public static FieldError notSupported(String field, String value, List<String> supported) {
    String quoted = String.join(", ", supported.stream().map(each -> '"' + each + '"').toList());
    return new FieldError(Type.NOT_SUPPORTED, field, value, "supported values: " + quoted);
  }

  /** The message without the field, as a Status cause carries it. */
  public String message() {
    StringBuilder message = new StringBuilder(type.words);
    if (!value.isEmpty()) {
      message.append(": ").append(value);
    }
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    return message.toString();
  }
}
