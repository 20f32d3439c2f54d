package io.quarterdeck.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodEventsTest {
  private static final ApiObject POD =
      ApiObject.parse(
          "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\",\"namespace\":\"a\",\"uid\":\"u\"}}"
              .getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @MethodSource
  void eachReasonToWaitIsToldAsUsersKnowIt(Waiting why, List<String> told) {
    assertThat(PodEvents.notes(POD, "c", why))
        .extracting(note -> note.type().word() + " " + note.reason() + ": " + note.message())
        .isEqualTo(told);
  }

  static Stream<Arguments> eachReasonToWaitIsToldAsUsersKnowIt() {
    return Stream.of(
        Arguments.of(
            new Waiting("CrashLoopBackOff", "back-off 10s restarting failed container"),
            List.of("Warning BackOff: Back-off restarting failed container c in pod p_a(u)")),
        Arguments.of(
            new Waiting("ErrImagePull", "no such host"),
            List.of("Warning Failed: Error: ErrImagePull")),
        Arguments.of(
            new Waiting("ImagePullBackOff", "Back-off pulling image \"i\""),
            List.of(
                "Normal BackOff: Back-off pulling image \"i\"",
                "Warning Failed: Error: ImagePullBackOff")),
        Arguments.of(
            new Waiting("CreateContainerConfigError", "secret \"s\" not found"),
            List.of("Warning Failed: Error: secret \"s\" not found")),
        Arguments.of(
            new Waiting("ContainerCreating", "Failed to create pod sandbox: x"),
            List.of("Warning FailedCreatePodSandBox: Failed to create pod sandbox: x")));
  }
}
