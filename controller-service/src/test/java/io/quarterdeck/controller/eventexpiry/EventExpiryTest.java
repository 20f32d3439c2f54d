package io.quarterdeck.controller.eventexpiry;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventExpiryTest {
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'lastTimestamp':'2026-01-02T03:30:00Z'                                        | PT30M
          'lastTimestamp':'2026-01-02T02:30:00Z'                                        | PT0S
          'eventTime':'2026-01-02T03:10:00.5Z'                                          | PT10M0.5S
          'eventTime':'2026-01-02T01:00:00Z','series':{'lastObservedTime':'2026-01-02T03:59:00Z'} | PT59M
          'metadata':{'creationTimestamp':'2026-01-02T03:20:00Z'},'lastTimestamp':null  | PT20M
          """)
  void left(String fields, Duration left) {
    assertThat(EventExpiry.left(object("{" + fields + "}"), Duration.ofHours(1), NOW))
        .isEqualTo(left);
  }
}
