package io.quarterdeck.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.postgres.DatabaseCheck.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseCheckTest {
  @Test
  void findsNothingWrongWithADatabaseAsItShouldBe() {
    var findings =
        DatabaseCheck.findings(new Facts(170_005, false, true, "UTF8", "on", "remote_apply"));

    assertThat(findings.problems()).isEmpty();
    assertThat(findings.warnings()).isEmpty();
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    var findings =
        DatabaseCheck.findings(new Facts(140_012, true, false, "SQL_ASCII", "off", "local"));

    assertThat(findings.problems())
        .satisfiesExactly(
            line -> assertThat(line).contains("14", "15"),
            line -> assertThat(line).contains("standby"),
            line -> assertThat(line).contains("create tables"),
            line -> assertThat(line).contains("SQL_ASCII"));
    assertThat(findings.warnings())
        .satisfiesExactly(
            line -> assertThat(line).contains("fsync"),
            line -> assertThat(line).contains("synchronous_commit is local"));
  }

  @Test
  void warnsOfAnsweredWritesThatMayBeLost() {
    assertThat(
            DatabaseCheck.findings(new Facts(150_000, false, true, "UTF8", "on", "off")).warnings())
        .hasSize(1);
    assertThat(List.of("on", "remote_write"))
        .allSatisfy(
            commit ->
                assertThat(
                        DatabaseCheck.findings(
                                new Facts(150_000, false, true, "UTF8", "on", commit))
                            .warnings())
                    .isEmpty());
  }
}
