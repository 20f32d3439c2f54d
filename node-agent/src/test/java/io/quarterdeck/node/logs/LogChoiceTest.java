package io.quarterdeck.node.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.logs.LogChoice.Run;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogChoiceTest {
  private static final Run FIRST = new Run("first", 0, true, true);
  private static final Run SECOND = new Run("second", 1, true, true);
  private static final Run RUNNING = new Run("running", 2, true, false);
  private static final Run CREATED = new Run("created", 3, false, false);

  @Test
  void meansTheNewestThatEverRan() throws Exception {
    assertThat(choose("", false, FIRST, RUNNING, SECOND)).isEqualTo(RUNNING);
    assertThat(choose("", false, FIRST, CREATED)).isEqualTo(FIRST);
  }

  @Test
  void previousIsTheOneBefore() throws Exception {
    assertThat(choose("", true, FIRST, SECOND, RUNNING)).isEqualTo(SECOND);
    assertThat(choose("", true, FIRST, SECOND)).isEqualTo(FIRST);
    assertThat(choose("CrashLoopBackOff", true, FIRST, SECOND)).isEqualTo(SECOND);
    assertThatThrownBy(() -> choose("", true, RUNNING))
        .hasMessage("previous terminated container \"c\" in pod \"p\" not found");
  }

  @Test
  void saysWhatItWaitsFor() {
    assertThatThrownBy(() -> choose("", false))
        .hasMessage("container \"c\" in pod \"p\" is waiting to start: ContainerCreating");
    assertThatThrownBy(() -> choose("ImagePullBackOff", false))
        .hasMessage(
            "container \"c\" in pod \"p\" is waiting to start: trying and failing to pull image");
    assertThatThrownBy(() -> LogChoice.choose(pod(""), "x", false, List.of()))
        .hasMessage("container \"x\" not found in pod \"p\"");
  }

  private static Run choose(String waiting, boolean previous, Run... runs) throws LogException {
    return LogChoice.choose(pod(waiting), "c", previous, List.of(runs));
  }

  static ApiObject pod(String waiting) {
    String state = waiting.isEmpty() ? "" : "\"waiting\":{\"reason\":\"" + waiting + "\"}";
    return ApiObject.parse(
        """
        {"metadata":{"name":"p","namespace":"default","uid":"u-1"},
         "spec":{"containers":[{"name":"c"}]},
         "status":{"containerStatuses":[{"name":"c","state":{%s}}]}}"""
            .formatted(state)
            .getBytes(StandardCharsets.UTF_8));
  }
}
