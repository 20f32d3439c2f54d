package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.launcher.StatusReport.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusReportTest {

  @ParameterizedTest
  @CsvSource({
    "true,  true,  true,  ready",
    "true,  true,  false, not ready",
    "true,  false, false, failing",
    "false, false, false, stopped",
    "false, true,  true,  ready",
  })
  void healthSaysWhetherAnotherStartWillFollow(
      boolean supervised, boolean running, boolean ready, String health) {
    assertThat(StatusReport.health(supervised, running, ready)).isEqualTo(health);
  }

  @Test
  void theTableShowsHowOftenAProcessWasRestartedAndWhy() {
    assertThat(table(3, 137)).contains("3 (exit 137)");
    assertThat(table(0, 0)).containsPattern("failing +0 +1 MiB");
    assertThat(table(-1, 0)).containsPattern("failing +- +1 MiB");
  }

  private static String table(int restarts, int code) {
    Line line = new Line("kafka", 7, "127.0.0.1:1", "failing", restarts, code, 1, 2, -1);
    return new StatusReport("/data", List.of(line), 1).table();
  }
}
