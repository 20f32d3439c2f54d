package io.quarterdeck.model.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact amount of a resource, such as {@code 500m} of a CPU or {@code 64Mi} of memory. */
public record Quantity(BigDecimal amount) implements Comparable<Quantity> {
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  private static final int MILLI_DIGITS = 3;
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** Reads a quantity; an absent one is written as an empty text and counts as zero. */
  public static Quantity parse(String text) {
    return text.isEmpty() ? ZERO : new Quantity(QuantityText.parse(text).amount());
  }

  /**
   * The form in which the API returns a quantity: {@code 0.5} comes back as {@code 500m}.
   *
   * @throws IllegalArgumentException with the message of the API when it is none
   */
  public static String canonical(String text) {
    return QuantityText.parse(text).canonical();
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

  /** In whole units, rounded away from zero; what is beyond a long is as much as one can say. */
  public long value() {
    return whole(amount);
  }

  /** In thousandths, rounded and limited as {@link #value()}. */
  public long milliValue() {
    return whole(amount.movePointRight(MILLI_DIGITS));
  }

  private static long whole(BigDecimal amount) {
    BigInteger whole = amount.setScale(0, RoundingMode.UP).toBigInteger();
    return whole.min(MAX).max(MAX.negate()).longValue();
  }

  /** As the API writes it: with suffixes such as {@code m} and {@code k}. */
  public String decimal() {
    return new QuantityText(amount, QuantityText.Format.DECIMAL).canonical();
  }

  /** As the API writes it: with suffixes such as {@code Ki}, where it can be. */
  public String binary() {
    return new QuantityText(amount, QuantityText.Format.BINARY).canonical();
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
