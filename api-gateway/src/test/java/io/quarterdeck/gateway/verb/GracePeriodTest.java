package io.quarterdeck.gateway.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.verb.DeleteOptions.Propagation;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GracePeriodTest {
  private static final Kind PODS = Kinds.builtIn().of(Resources.PODS);
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ApiObject POD =
      ApiObject.parse(
          """
          {"metadata":{"name":"p"},"spec":{"nodeName":"n"},"status":{"phase":"Running"}}"""
              .getBytes(StandardCharsets.UTF_8));

  @Test
  void aPodStaysForItsGracePeriod() {
    ApiObject leaving = put(POD, 30);

    assertThat(leaving.text("metadata", "deletionTimestamp")).isEqualTo("2026-01-02T03:04:35Z");
    assertThat(put(leaving, 10).text("metadata", "deletionTimestamp"))
        .isEqualTo("2026-01-02T03:04:15Z");
    assertThat(decide(leaving, 0)).isInstanceOf(Decision.Remove.class);
  }

  @Test
  void aPeriodWithoutEndEndsWithTheTimesThatCanBeWritten() {
    ApiObject leaving = put(POD, Long.MAX_VALUE);

    assertThat(leaving.text("metadata", "deletionTimestamp")).isEqualTo("9999-12-31T23:59:59Z");
    assertThat(leaving.at("metadata", "deletionGracePeriodSeconds").asLong())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(decide(leaving, 0)).isInstanceOf(Decision.Remove.class);
    assertThat(put(leaving, 10).at("metadata", "deletionGracePeriodSeconds").asLong())
        .isEqualTo(10);
  }

  private static ApiObject put(ApiObject pod, long seconds) {
    return ((Decision.Put) decide(pod, seconds)).next();
  }

  private static Decision decide(ApiObject pod, long seconds) {
    DeleteOptions options =
        new DeleteOptions(OptionalLong.of(seconds), Propagation.DEFAULT, "", "", false);
    return Deletion.decide(PODS, pod, options, NOW);
  }
}
