package io.quarterdeck.model.schema;

import java.util.Optional;

/** What to do about unknown and duplicate fields: the query parameter {@code fieldValidation}. */
public enum FieldValidation {
  STRICT("Strict"),
  WARN("Warn"),
  IGNORE("Ignore");

  private final String parameter;

  FieldValidation(String parameter) {
    this.parameter = parameter;
  }

  /** Empty for a value that is none of the three; an absent parameter means {@link #WARN}. */
  public static Optional<FieldValidation> of(String parameter) {
    if (parameter.isEmpty()) {
      return Optional.of(WARN);
    }
    for (FieldValidation each : values()) {
      if (each.parameter.equals(parameter)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
