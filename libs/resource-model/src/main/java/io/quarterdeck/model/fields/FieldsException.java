package io.quarterdeck.model.fields;

/** A field set that cannot be read. */
public final class FieldsException extends Exception {
  private static final long serialVersionUID = 1L;

  public FieldsException(String message) {
    super(message);
  }
}
