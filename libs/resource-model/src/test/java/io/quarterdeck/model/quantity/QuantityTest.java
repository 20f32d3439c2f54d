package io.quarterdeck.model.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "500m, 500",
    "0.5, 500",
    "2k, 2000000",
    "1e3, 1000000",
    "1E3, 1000000",
    "1Ki, 1024000",
    "264212084Ki, 270553174016000",
    "1.5Gi, 1610612736000",
    "100u, 1",
    "1n, 1",
    "-1, -1000",
    "'', 0"
  })
  void readsEveryForm(String text, long millis) {
    assertThat(Quantity.parse(text).milliValue()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x", "1x", "1kI", "mi", "1ki", "1e", "--1", "1.2.3", ".", "1 Gi", "1Gi5", "0x1", "1e3k"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Quantity.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1024, 1Ki", "1000m, 1", "0.001, 1m"})
  void equalsByAmount(String one, String other) {
    assertThat(Quantity.parse(one)).isEqualTo(Quantity.parse(other));
    assertThat(Quantity.parse(one)).hasSameHashCodeAs(Quantity.parse(other));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 500m",
    "1000m, 1",
    "1024Mi, 1Gi",
    "1.5Gi, 1536Mi",
    "0.5Ki, 512",
    "1e3, 1e3",
    "12e1, 120",
    "1000, 1k",
    "100M, 100M",
    "0, 0",
    "0Gi, 0",
    "-0, 0",
    "2, 2",
    "-1.5, -1500m",
    "1E, 1E",
    ".5, 500m",
    "1500Mi, 1500Mi",
    "1023Ki, 1023Ki",
    "1025, 1025",
    "1.01Mi, 1059062",
    "-2048Ki, -2Mi",
    "+5, 5",
    "0.0000000001, 1n",
    "-0.0000000001, -1n",
    "1.0000000001, 1000000001n",
    "100e-6, 100e-6",
    "1E3, 1e3",
    "1000e3, 1e6",
    "0.001Ki, 1024m",
    "9223372036854775807, 9223372036854775807",
    "8Ei, 9223372036854775807",
    "-9Ei, -9223372036854775807",
    "7Ei, 7Ei",
    "12345678901234567890E, 12345678901234567890E",
  })
  void hasACanonicalForm(String text, String canonical) {
    assertThat(Quantity.canonical(text)).isEqualTo(canonical);
    assertThat(Quantity.canonical(canonical)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x     | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
          1.2.3 | unable to parse numeric part of quantity
          1ki   | unable to parse quantity's suffix
          1e    | unable to parse quantity's suffix
          """)
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Quantity.canonical(text)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, 2, 1100",
    "-1.1, -2, -1100",
    "1m, 1, 1",
    "-1u, -1, -1",
    "10E, 9223372036854775807, 9223372036854775807",
    "-1e30, -9223372036854775807, -9223372036854775807",
    "9E, 9000000000000000000, 9223372036854775807",
  })
  void roundsAwayFromZeroAndStopsAtALong(String text, long value, long millis) {
    assertThat(Quantity.parse(text).value()).isEqualTo(value);
    assertThat(Quantity.parse(text).milliValue()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void keepsItsAmountInCanonicalForm(long seed) {
    Random random = new Random(seed);
    List<String> suffixes =
        List.of("m", "", "k", "M", "G", "T", "Ki", "Mi", "Gi", "e3", "E-2", "u");
    Quantity last = Quantity.ZERO;
    for (int i = 0; i < 500; i++) {
      String text =
          (random.nextBoolean() ? "-" : "")
              + random.nextInt(5000)
              + suffixes.get(random.nextInt(suffixes.size()));
      Quantity quantity = Quantity.parse(text);
      assertThat(Quantity.parse(Quantity.canonical(text)))
          .as("%s, seed %d", text, seed)
          .isEqualTo(quantity);
      assertThat(quantity.plus(last).minus(last)).isEqualTo(quantity);
      assertThat(Integer.signum(quantity.compareTo(last)))
          .isEqualTo(quantity.minus(last).amount().signum());
      last = quantity;
    }
  }
}
