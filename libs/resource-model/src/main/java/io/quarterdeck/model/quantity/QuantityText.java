package io.quarterdeck.model.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount together with the family of suffixes in which it is written. */
record QuantityText(BigDecimal amount, Format format) {

  /** The families of suffixes. */
  enum Format {
    DECIMAL,
    BINARY,
    EXPONENT
  }

  private static final Pattern FORM =
      Pattern.compile("([+-]?[0-9.]+)([eEinumkKMGTP]*)([-+]?[0-9]*)");
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 1, "Mi", 2, "Gi", 3, "Ti", 4, "Pi", 5, "Ei", 6);
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final BigDecimal BINARY_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int LENGTH_MAX = 64;
  private static final int NANO_DIGITS = 9;

  /** Reads a quantity; the messages of what is thrown are those of the API. */
  static QuantityText parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "quantities must match the regular expression"
              + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    BigDecimal number = number(form.group(1));
    String suffix = form.group(2);
    String exponent = form.group(3);
    if (exponent.isEmpty() && BINARY.containsKey(suffix)) {
      BigDecimal amount = number.multiply(KIBI.pow(BINARY.getOrDefault(suffix, 0)));
      return new QuantityText(limited(amount), Format.BINARY);
    }
    if (exponent.isEmpty() && DECIMAL.containsKey(suffix)) {
      return new QuantityText(
          number.scaleByPowerOfTen(DECIMAL.getOrDefault(suffix, 0)), Format.DECIMAL);
    }
    if ((suffix.equals("e") || suffix.equals("E")) && exponent.matches("[-+]?[0-9]{1,3}")) {
      return new QuantityText(
          number.scaleByPowerOfTen(Integer.parseInt(exponent)), Format.EXPONENT);
    }
    throw new IllegalArgumentException("unable to parse quantity's suffix");
  }

  private static BigDecimal number(String digits) {
    try {
      return new BigDecimal(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("unable to parse numeric part of quantity", e);
    }
  }

  private static BigDecimal limited(BigDecimal amount) {
    return amount.min(BINARY_MAX).max(BINARY_MAX.negate());
  }

  /** The form in which the API returns it: {@code 0.5} comes back as {@code 500m}. */
  String canonical() {
    return switch (format) {
      case DECIMAL -> decimal(18);
      case EXPONENT -> exponential();
      // Small amounts lose their binary suffix, so that nothing is rounded away.
      case BINARY -> amount.abs().compareTo(KIBI) < 0 ? decimal(18) : binary();
    };
  }

  private String binary() {
    BigInteger whole = amount.setScale(0, RoundingMode.UP).toBigIntegerExact();
    BigInteger kibi = KIBI.toBigInteger();
    int power = 0;
    while (power < 6 && whole.mod(kibi).signum() == 0) {
      whole = whole.divide(kibi);
      power++;
    }
    return whole + suffix(BINARY, power);
  }

  private String exponential() {
    Scaled scaled = scaled(Integer.MAX_VALUE);
    return scaled.exponent() == 0
        ? scaled.mantissa().toString()
        : scaled.mantissa() + "e" + scaled.exponent();
  }

  private String decimal(int exponentMax) {
    Scaled scaled = scaled(exponentMax);
    return scaled.mantissa() + suffix(DECIMAL, scaled.exponent());
  }

  private record Scaled(BigInteger mantissa, int exponent) {}

  /** Finer than nano rounds away from zero, because some of a resource was asked for. */
  private Scaled scaled(int exponentMax) {
    BigInteger mantissa =
        amount
            .setScale(NANO_DIGITS, RoundingMode.UP)
            .scaleByPowerOfTen(NANO_DIGITS)
            .toBigIntegerExact();
    if (mantissa.signum() == 0) {
      return new Scaled(BigInteger.ZERO, 0);
    }
    BigInteger thousand = BigInteger.valueOf(1000);
    int exponent = -NANO_DIGITS;
    while (exponent < exponentMax && mantissa.mod(thousand).signum() == 0) {
      mantissa = mantissa.divide(thousand);
      exponent += 3;
    }
    return new Scaled(mantissa, exponent);
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
