package io.quarterdeck.model.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The canonical form in which the API returns a quantity: {@code 0.5} comes back as {@code 500m}.
 */
final class Quantities {
  private static final String WRONG_FORMAT =
      "quantities must match the regular expression"
          + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  private static final Pattern FORM =
      Pattern.compile("([+-]?)([0-9.]+)([eEinumkKMGTP]*)([-+]?[0-9]*)");
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 1, "Mi", 2, "Gi", 3, "Ti", 4, "Pi", 5, "Ei", 6);
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final int LENGTH_MAX = 64;

  private Quantities() {}

  static String canonical(String text) throws DecodeException {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || text.length() > LENGTH_MAX) {
      throw new DecodeException(WRONG_FORMAT);
    }
    BigDecimal number = number(form.group(1) + form.group(2));
    String suffix = form.group(3);
    String exponent = form.group(4);
    if (exponent.isEmpty() && BINARY.containsKey(suffix)) {
      return binary(number.multiply(KIBI.pow(BINARY.getOrDefault(suffix, 0))));
    }
    if (exponent.isEmpty() && DECIMAL.containsKey(suffix)) {
      return decimal(number.scaleByPowerOfTen(DECIMAL.getOrDefault(suffix, 0)), false);
    }
    if ((suffix.equals("e") || suffix.equals("E")) && exponent.matches("[-+]?[0-9]{1,3}")) {
      return decimal(number.scaleByPowerOfTen(Integer.parseInt(exponent)), true);
    }
    throw new DecodeException("unable to parse quantity's suffix");
  }

  private static BigDecimal number(String digits) throws DecodeException {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw new DecodeException("unable to parse numeric part of quantity");
    }
  }

  /** Small amounts lose their binary suffix, so that nothing is rounded away. */
  private static String binary(BigDecimal value) {
    if (value.abs().compareTo(KIBI) < 0) {
      return decimal(value, false);
    }
    BigInteger whole = value.setScale(0, RoundingMode.UP).toBigIntegerExact();
    int power = 0;
    BigInteger kibi = KIBI.toBigInteger();
    while (power < 6 && whole.mod(kibi).signum() == 0) {
      whole = whole.divide(kibi);
      power++;
    }
    return whole + suffix(BINARY, power);
  }

  /** Finer than nano rounds up, because some of a resource was asked for. */
  private static String decimal(BigDecimal value, boolean exponential) {
    BigDecimal nanos = value.setScale(9, RoundingMode.UP).scaleByPowerOfTen(9);
    BigInteger mantissa = nanos.toBigIntegerExact();
    if (mantissa.signum() == 0) {
      return "0";
    }
    BigInteger thousand = BigInteger.valueOf(1000);
    int exponent = -9;
    while ((exponent < 18 || exponential) && mantissa.mod(thousand).signum() == 0) {
      mantissa = mantissa.divide(thousand);
      exponent += 3;
    }
    if (exponential) {
      return exponent == 0 ? mantissa.toString() : mantissa + "e" + exponent;
    }
    return mantissa + suffix(DECIMAL, exponent);
  }

  private static String suffix(Map<String, Integer> suffixes, int power) {
    for (var each : suffixes.entrySet()) {
      if (each.getValue() == power) {
        return each.getKey();
      }
    }
    return "";
  }
}
