package io.quarterdeck.model.kind;

import static io.quarterdeck.model.kind.ObjectMetadata.quoted;
import static io.quarterdeck.model.kind.ObjectMetadata.shown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.quantity.Quantity;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Collects what is wrong with an object, by checks that many kinds have in common. */
final class Problems {
  private static final int PORT_MAX = 65_535;
  private static final Pattern PERCENT = Pattern.compile("[0-9]+%");
  private static final String IMMUTABLE = "field is immutable";

  /** The value of an error that no single value is to blame for. */
  static final JsonNode NOTHING = NullNode.getInstance();

  private final List<FieldError> errors = new ArrayList<>();

  List<FieldError> list() {
    return List.copyOf(errors);
  }

  /** For checks that are older than this class. */
  List<FieldError> open() {
    return errors;
  }

  void addAll(Collection<FieldError> others) {
    errors.addAll(others);
  }

  void required(String field, String detail) {
    errors.add(FieldError.required(field, detail));
  }

  void invalid(String field, JsonNode value, String detail) {
    errors.add(FieldError.invalid(field, shown(value), detail));
  }

  /** Of a value that is shown as it is given here. */
  void addInvalid(String field, String shown, String detail) {
    errors.add(FieldError.invalid(field, shown, detail));
  }

  /** Of a text that is not a value of the object as it stands. */
  void invalid(String field, String text, String detail) {
    errors.add(FieldError.invalid(field, quoted(text), detail));
  }

  void forbidden(String field, String detail) {
    errors.add(FieldError.forbidden(field, detail));
  }

  void duplicate(String field, String value) {
    errors.add(FieldError.duplicate(field, quoted(value)));
  }

  void notFound(String field, String value) {
    errors.add(new FieldError(FieldError.Type.NOT_FOUND, field, quoted(value), ""));
  }

  void longest(int bytesMax, JsonNode text, String field) {
    if (text.asText("").getBytes(StandardCharsets.UTF_8).length > bytesMax) {
      tooLong(field, bytesMax);
    }
  }

  void tooLong(String field, int bytesMax) {
    errors.add(
        new FieldError(
            FieldError.Type.TOO_LONG, field, "", "may not be more than " + bytesMax + " bytes"));
  }

  void atMost(int most, JsonNode container, String field) {
    if (container.size() > most) {
      errors.add(
          new FieldError(
              FieldError.Type.TOO_MANY,
              field,
              Integer.toString(container.size()),
              "must have at most " + most + " items"));
    }
  }

  /** Checks each element with its path, unless there are too many to look at. */
  void each(JsonNode list, String field, int most, BiConsumer<JsonNode, String> check) {
    if (list.size() > most) {
      atMost(most, list, field);
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      check.accept(list.get(i), field + "[" + i + "]");
    }
  }

  void each(JsonNode list, String field, BiConsumer<JsonNode, String> check) {
    each(list, field, Integer.MAX_VALUE, check);
  }

  /** The same for a list in which no two elements may have the same key. */
  void eachOnce(
      JsonNode list,
      String field,
      int most,
      Function<JsonNode, String> key,
      BiConsumer<JsonNode, String> check) {
    Set<String> keys = new HashSet<>();
    each(
        list,
        field,
        most,
        (element, at) -> {
          check.accept(element, at);
          if (!keys.add(key.apply(element))) {
            duplicate(at, key.apply(element));
          }
        });
  }

  /** Lists and texts that may not be empty, by their names in an owner. */
  void needs(JsonNode owner, String at, String... names) {
    for (String name : names) {
      JsonNode value = owner.path(name);
      if (value.isTextual() ? value.textValue().isEmpty() : value.isEmpty()) {
        required(at + "." + name, "");
      }
    }
  }

  void notNegative(JsonNode owner, String at, String... names) {
    for (String name : names) {
      atLeast(0, owner.path(name), at + "." + name);
    }
  }

  void atLeast(long least, JsonNode number, String field) {
    if (number.isNumber() && number.asLong() < least) {
      invalid(field, number, "must be greater than or equal to " + least);
    }
  }

  void between(long least, long most, JsonNode number, String field) {
    if (number.isNumber() && (number.asLong() < least || number.asLong() > most)) {
      invalid(field, number, "must be between " + least + " and " + most + ", inclusive");
    }
  }

  void port(JsonNode number, String field) {
    between(1, PORT_MAX, number, field);
  }

  /** A number that is not negative, or a percentage. */
  void numberOrPercent(JsonNode value, String field) {
    atLeast(0, value, field);
    if (value.isTextual() && !PERCENT.matcher(value.textValue()).matches()) {
      invalid(
          field,
          value,
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', "
              + " or '93%', regex used for validation is '[0-9]+%')");
    }
  }

  void atMostAll(JsonNode value, String field) {
    if (value.isTextual()
        && PERCENT.matcher(value.textValue()).matches()
        && new BigInteger(value.textValue().replace("%", "")).compareTo(BigInteger.valueOf(100))
            > 0) {
      invalid(field, value, "must not be greater than 100%");
    }
  }

  /** Whether a number or percentage is there and not zero. */
  static boolean isPositive(JsonNode value) {
    return !value.isMissingNode() && !value.asText().matches("0+%?");
  }

  void notNegativeQuantity(JsonNode quantity, String field) {
    if (quantity.isTextual() && Quantity.parse(quantity.textValue()).amount().signum() < 0) {
      invalid(field, quantity, "must be greater than or equal to 0");
    }
  }

  void positiveQuantity(JsonNode quantity, String field) {
    if (quantity.isTextual() && Quantity.parse(quantity.textValue()).amount().signum() <= 0) {
      invalid(field, quantity, "must be greater than zero");
    }
  }

  /** A text that is there is a name by a rule. */
  void named(JsonNode text, String field, Function<String, List<String>> rule) {
    if (!text.asText("").isEmpty()) {
      ruled(text, field, rule);
    }
  }

  /** The same of a text that is no name even when it is empty. */
  void ruled(JsonNode text, String field, Function<String, List<String>> rule) {
    if (text.isTextual()) {
      rule.apply(text.textValue()).forEach(problem -> invalid(field, text, problem));
    }
  }

  void oneOf(JsonNode text, String field, String... values) {
    if (text.isTextual() && !List.of(values).contains(text.textValue())) {
      errors.add(FieldError.notSupported(field, quoted(text.textValue()), List.of(values)));
    }
  }

  void selector(JsonNode selector, String field) {
    if (!selector.isMissingNode()) {
      errors.addAll(SelectorValidation.check(selector, field));
    }
  }

  void labels(JsonNode labels, String field) {
    ObjectMetadata.checkLabels(labels, field, errors);
  }

  void immutable(JsonNode now, JsonNode before, String field) {
    unchanged(now, before, field, IMMUTABLE);
  }

  void unchanged(JsonNode now, JsonNode before, String field, String detail) {
    if (!now.equals(before)) {
      invalid(field, now, detail);
    }
  }
}
