package io.quarterdeck.model.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  @ValueSource(strings = {"x", "1x", "1kI", "mi", "1ki", "1e", "--1"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Quantity.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1024, 1Ki", "1000m, 1", "0.001, 1m"})
  void equalsByAmount(String one, String other) {
    assertThat(Quantity.parse(one)).isEqualTo(Quantity.parse(other));
    assertThat(Quantity.parse(one)).hasSameHashCodeAs(Quantity.parse(other));
  }
}
