package io.quarterdeck.state.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  private static final Manifest MANIFEST =
      Manifests.of(
          new Manifest.Point(10, Instant.parse("2026-01-01T00:00:00Z")),
          new Manifest.Point(90, Instant.parse("2026-01-02T00:00:00Z")));

  @Test
  void readsWhatIsAskedFor() {
    assertThat(Target.parse("", "")).isEqualTo(new Target.Newest());
    assertThat(Target.parse("7", "")).isEqualTo(new Target.Revision(7));
    assertThat(Target.parse("", "2026-01-01T02:00:00+02:00"))
        .isEqualTo(new Target.Time(Instant.parse("2026-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "'7', '2026-01-01T00:00:00Z', 'a revision or a time, not both'",
    "'seven', '', 'not a revision: seven'",
    "'', '2026-01-01T00:00:00', 'not a time with its offset'",
  })
  void refusesWhatItCannotRead(String revision, String time, String says) {
    assertThatThrownBy(() -> Target.parse(revision, time))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(says);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'10', ''",
    "'90', ''",
    "'', '2026-01-01T00:00:00Z'",
    "'', '2026-01-02T00:00:00Z'",
  })
  void acceptsWhatTheBackupHolds(String revision, String time) {
    assertThatCode(() -> Target.parse(revision, time).check(MANIFEST)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'9', '', 'revision 9 is not in the backup, which holds 10 to 90'",
    "'91', '', 'revision 91 is not in the backup, which holds 10 to 90'",
    "'', '2025-12-31T23:59:59Z', 'which holds 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z'",
    "'', '2026-01-02T00:00:01Z', 'which holds 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z'",
  })
  void saysWhatTheBackupHoldsOtherwise(String revision, String time, String says) {
    assertThatThrownBy(() -> Target.parse(revision, time).check(MANIFEST))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(says);
  }
}
