package io.quarterdeck.model.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An exact amount of a resource, such as {@code 500m} of a CPU or {@code 64Mi} of memory. */
public record Quantity(BigDecimal amount) implements Comparable<Quantity> {
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  private static final Pattern FORM =
      Pattern.compile("([+-]?[0-9.]+)([numkKMGTPE]?i?)|([+-]?[0-9.]+)[eE]([-+]?[0-9]{1,3})");
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 1, "Mi", 2, "Gi", 3, "Ti", 4, "Pi", 5, "Ei", 6);
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final int MILLI_DIGITS = 3;

  /** Reads a quantity; an absent one is written as an empty text and counts as zero. */
  public static Quantity parse(String text) {
    if (text.isEmpty()) {
      return ZERO;
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a quantity: " + text);
    }
    if (form.group(3) != null) {
      return new Quantity(
          new BigDecimal(form.group(3)).scaleByPowerOfTen(Integer.parseInt(form.group(4))));
    }
    BigDecimal number = new BigDecimal(form.group(1));
    String suffix = form.group(2);
    Integer binary = BINARY.get(suffix);
    if (binary != null) {
      return new Quantity(number.multiply(KIBI.pow(binary)));
    }
    Integer decimal = DECIMAL.get(suffix);
    if (decimal == null) {
      throw new IllegalArgumentException("not a quantity: " + text);
    }
    return new Quantity(number.scaleByPowerOfTen(decimal));
  }

  public static Quantity of(long units) {
    return new Quantity(BigDecimal.valueOf(units));
  }

  public static Quantity ofMillis(long millis) {
    return new Quantity(BigDecimal.valueOf(millis, MILLI_DIGITS));
  }

  public Quantity plus(Quantity other) {
    return new Quantity(amount.add(other.amount));
  }

  public Quantity minus(Quantity other) {
    return new Quantity(amount.subtract(other.amount));
  }

  public Quantity max(Quantity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** In whole units, rounded up. */
  public long value() {
    return amount.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** In thousandths, rounded up. */
  public long milliValue() {
    return amount.movePointRight(MILLI_DIGITS).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  @Override
  public int compareTo(Quantity other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return amount.stripTrailingZeros().hashCode();
  }
}
