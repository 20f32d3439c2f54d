package io.quarterdeck.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbeStateTest {
  @Test
  void enoughAnswersInARowDecide() {
    assertThat(verdicts("livenessProbe", 1, 3, "--+---")).isEqualTo("PPPPPF");
    assertThat(verdicts("readinessProbe", 2, 2, "+++-+--+")).isEqualTo("FPPPPPFF");
    assertThat(verdicts("startupProbe", 1, 3, "--+")).isEqualTo("OOP");
    assertThat(verdicts("startupProbe", 1, 3, "---")).isEqualTo("OOF");
  }

  @Test
  void absentFieldsHaveTheApisDefaults() {
    Probe probe =
        Probe.of(Json.parse("{\"livenessProbe\":{}}".getBytes(StandardCharsets.UTF_8))).getFirst();
    assertThat(probe.period()).isEqualTo(Duration.ofSeconds(10));
    assertThat(probe.timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(probe.failureThreshold()).isEqualTo(3);
    assertThat(probe.successThreshold()).isEqualTo(1);
  }

  private static String verdicts(String field, int successes, int failures, String answers) {
    String json =
        "{\"%s\":{\"successThreshold\":%d,\"failureThreshold\":%d}}"
            .formatted(field, successes, failures);
    Probe probe = Probe.of(Json.parse(json.getBytes(StandardCharsets.UTF_8))).getFirst();
    StringBuilder verdicts = new StringBuilder();
    ProbeState state = ProbeState.before(probe.kind());
    for (int i = 0; i < answers.length(); i++) {
      state = state.after(answers.charAt(i) == '+', probe);
      verdicts.append(state.verdict().name().charAt(0));
    }
    return verdicts.toString();
  }
}
