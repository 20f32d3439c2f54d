package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.ArrayList;
import java.util.List;

/** What a LabelSelector object must be. */
final class SelectorValidation {
  private SelectorValidation() {}

  /**
   * What is wrong with a selector.
   *
   * @param field where the selector is, such as {@code spec.selector}
   */
  static List<FieldError> check(JsonNode selector, String field) {
    List<FieldError> errors = new ArrayList<>();
    ObjectMetadata.checkLabels(selector.path("matchLabels"), field + ".matchLabels", errors);
    int index = 0;
    for (JsonNode expression : selector.path("matchExpressions")) {
      checkExpression(expression, field + ".matchExpressions[" + index++ + "]", errors);
    }
    return errors;
  }

  private static void checkExpression(JsonNode expression, String field, List<FieldError> errors) {
    String operator = expression.path("operator").asText("");
    JsonNode values = expression.path("values");
    switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          errors.add(
              FieldError.required(
                  field + ".values", "must be specified when `operator` is 'In' or 'NotIn'"));
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          errors.add(
              FieldError.forbidden(
                  field + ".values",
                  "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
        }
      }
      default ->
          errors.add(
              FieldError.invalid(
                  field + ".operator", quoted(operator), "not a valid selector operator"));
    }
    String key = expression.path("key").asText("");
    for (String problem : Names.qualifiedName(key)) {
      errors.add(FieldError.invalid(field + ".key", quoted(key), problem));
    }
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i).asText();
      for (String problem : Names.labelValue(value)) {
        errors.add(FieldError.invalid(field + ".values[" + i + "]", quoted(value), problem));
      }
    }
  }
}
