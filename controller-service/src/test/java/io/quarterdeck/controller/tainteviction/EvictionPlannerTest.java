package io.quarterdeck.controller.tainteviction;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionPlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String TAINT =
      "{'key':'k','value':'v','effect':'NoExecute','timeAdded':'2026-01-02T03:03:05Z'}";

  /** What is left is in seconds; -1: the Pod may stay. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                                  | 0
          {'key':'k','operator':'Exists'}                                      | -1
          {'operator':'Exists'}                                                | -1
          {'key':'k','value':'v','effect':'NoExecute'}                         | -1
          {'key':'k','value':'other'}                                          | 0
          {'key':'other','operator':'Exists'}                                  | 0
          {'key':'k','operator':'Exists','effect':'NoSchedule'}                | 0
          {'key':'k','operator':'Exists','tolerationSeconds':300}              | 240
          {'key':'k','operator':'Exists','tolerationSeconds':60}               | 0
          {'key':'k','operator':'Exists','tolerationSeconds':-5}               | 0
          {'operator':'Exists','tolerationSeconds':90},{'operator':'Exists'}   | 30
          """,
      quoteCharacter = '`')
  void left(String tolerations, long seconds) {
    String list = tolerations.equals("''") ? "" : tolerations;
    ApiObject pod = object("{'spec':{'tolerations':[" + list + "]}}");
    ApiObject node =
        object("{'spec':{'taints':[{'key':'x','effect':'NoSchedule'}," + TAINT + "]}}");

    assertThat(EvictionPlanner.left(pod, node, NOW))
        .isEqualTo(seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)));
  }
}
