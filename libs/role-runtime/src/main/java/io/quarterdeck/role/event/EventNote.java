package io.quarterdeck.role.event;

import io.quarterdeck.model.ApiObject;

/** Something to tell the user about an object. */
public record EventNote(ApiObject about, Type type, String reason, String message) {
  /** Whether it is as it should be. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static EventNote normal(ApiObject about, String reason, String message) {
    return new EventNote(about, Type.NORMAL, reason, message);
  }

  public static EventNote warning(ApiObject about, String reason, String message) {
    return new EventNote(about, Type.WARNING, reason, message);
  }
}
