package io.quarterdeck.model.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {

  @ParameterizedTest
  @CsvSource({
    "PT-2S, <invalid>",
    "PT-1S, 0s",
    "PT0S, 0s",
    "PT119S, 119s",
    "PT120S, 2m",
    "PT125S, 2m5s",
    "PT599S, 9m59s",
    "PT600S, 10m",
    "PT179M, 179m",
    "PT180M, 3h",
    "PT181M, 3h1m",
    "PT479M, 7h59m",
    "PT8H, 8h",
    "PT47H, 47h",
    "PT48H, 2d",
    "PT49H, 2d1h",
    "PT191H, 7d23h",
    "P8D, 8d",
    "P729D, 729d",
    "P730D, 2y",
    "P731D, 2y1d",
    "P2919D, 7y364d",
    "P2920D, 8y",
    "P4000D, 10y",
  })
  void readsLikeASpokenAge(Duration duration, String text) {
    assertThat(Ages.text(duration)).isEqualTo(text);
  }

  @Test
  void saysWhenThereIsNone() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(Ages.since("", now)).isEqualTo("<unknown>");
    assertThat(Ages.since("yesterday", now)).isEqualTo("<invalid>");
    assertThat(Ages.since("2025-12-31T23:59:00Z", now)).isEqualTo("60s");
  }
}
