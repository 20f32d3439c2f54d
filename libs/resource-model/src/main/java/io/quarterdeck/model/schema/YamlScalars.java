package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarterdeck.model.schema.Document.SyntaxException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Kubernetes takes a plain YAML scalar for: the booleans and octal numbers of YAML 1.1, no
 * numbers to base 60, and timestamps left as strings.
 */
final class YamlScalars {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> NOT_JSON =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final int DIGITS_MAX = 400;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private YamlScalars() {}

  static JsonNode resolve(String scalar) throws SyntaxException {
    if (NULL.contains(scalar)) {
      return NODES.nullNode();
    }
    if (TRUE.contains(scalar)) {
      return NODES.booleanNode(true);
    }
    if (FALSE.contains(scalar)) {
      return NODES.booleanNode(false);
    }
    if (NOT_JSON.contains(scalar)) {
      throw new SyntaxException("json: unsupported value: " + scalar);
    }
    if (scalar.length() > DIGITS_MAX || "+-.0123456789".indexOf(scalar.charAt(0)) < 0) {
      return NODES.textNode(scalar);
    }
    String plain = scalar.replace("_", "");
    return integer(plain).or(() -> decimal(plain)).orElseGet(() -> NODES.textNode(scalar));
  }

  private static Optional<JsonNode> integer(String plain) {
    var matcher = INTEGER.matcher(plain);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(2);
    int radix = radix(digits);
    BigInteger value =
        new BigInteger(radix == 10 ? digits : digits.replaceFirst("^0[xXbBoO]?", ""), radix);
    if (matcher.group(1).equals("-")) {
      value = value.negate();
    }
    if (value.bitLength() < Integer.SIZE) {
      return Optional.of(NODES.numberNode(value.intValue()));
    }
    return Optional.of(
        value.bitLength() < Long.SIZE
            ? NODES.numberNode(value.longValue())
            : NODES.numberNode(value));
  }

  private static int radix(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return 10;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'b', 'B' -> 2;
      default -> 8;
    };
  }

  /** A float becomes the shortest JSON that says the same, and a whole number where it is one. */
  private static Optional<JsonNode> decimal(String plain) {
    if (!FLOAT.matcher(plain).matches()) {
      return Optional.empty();
    }
    double value = Double.parseDouble(plain);
    if (Double.isInfinite(value)) {
      return Optional.empty();
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Optional.of(whole((long) value));
    }
    return Optional.of(NODES.numberNode(BigDecimal.valueOf(value)));
  }

  private static JsonNode whole(long value) {
    return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
  }
}
