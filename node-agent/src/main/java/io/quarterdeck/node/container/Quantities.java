package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads quantities such as {@code 250m} and {@code 64Mi}. */
public final class Quantities {
  private static final Pattern QUANTITY = Pattern.compile("([0-9.]+)([eE][-+]?[0-9]+)?([a-zA-Z]*)");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("n", BigDecimal.ONE.scaleByPowerOfTen(-9)),
          Map.entry("u", BigDecimal.ONE.scaleByPowerOfTen(-6)),
          Map.entry("m", BigDecimal.ONE.scaleByPowerOfTen(-3)),
          Map.entry("k", BigDecimal.ONE.scaleByPowerOfTen(3)),
          Map.entry("M", BigDecimal.ONE.scaleByPowerOfTen(6)),
          Map.entry("G", BigDecimal.ONE.scaleByPowerOfTen(9)),
          Map.entry("T", BigDecimal.ONE.scaleByPowerOfTen(12)),
          Map.entry("P", BigDecimal.ONE.scaleByPowerOfTen(15)),
          Map.entry("E", BigDecimal.ONE.scaleByPowerOfTen(18)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  private Quantities() {}

  /** Whole bytes, rounded up; 0 where nothing is said. */
  public static long bytes(JsonNode quantity) throws ConfigException {
    return amount(quantity).setScale(0, RoundingMode.UP).longValue();
  }

  static long milli(JsonNode quantity) throws ConfigException {
    return amount(quantity).scaleByPowerOfTen(3).setScale(0, RoundingMode.UP).longValue();
  }

  static BigDecimal amount(JsonNode quantity) throws ConfigException {
    String text = quantity.asText("0");
    Matcher matcher = QUANTITY.matcher(text.isEmpty() ? "0" : text);
    BigDecimal unit = matcher.matches() ? UNITS.get(matcher.group(3)) : null;
    if (unit == null) {
      throw new ConfigException("unusable quantity: " + text);
    }
    String exponent = matcher.group(2) == null ? "" : matcher.group(2);
    return new BigDecimal(matcher.group(1) + exponent).multiply(unit);
  }
}
