package io.quarterdeck.node.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.PodPlan;
import io.quarterdeck.node.pod.PodSpec;
import io.quarterdeck.node.pod.RuntimeState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizePlannerTest {
  private static final PodPlan NOTHING = new PodPlan(List.of(), Map.of(), Optional.empty());
  private static final PodPlan.Action IN_PLACE = new PodPlan.Resize("c-2", "c");
  private static final List<PodPlan.Action> RESTART =
      List.of(new PodPlan.Kill("c-2", "c", Duration.ofSeconds(30)), new PodPlan.Start("c", 3, 1));

  private static List<PodPlan.Action> plan(ApiObject pod, RuntimeState state, String has) {
    Map<String, Actuated> actuated = Map.of("c", new Actuated("c-2", Sizes.json(has)));
    return ResizePlanner.plan(
            PodSpec.of(pod), state, new PodResources(Allocation.of(pod), actuated), NOTHING)
        .actions();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'requests':{'cpu':'1','memory':'2'},'limits':{'cpu':'3','memory':'4'}} | nothing
          {'requests':{'cpu':'1','memory':'2'},'limits':{'cpu':'9','memory':'4'}} | resize
          {'requests':{'cpu':'9','memory':'2'},'limits':{'cpu':'3','memory':'4'}} | resize
          {'requests':{'cpu':'1','memory':'9'},'limits':{'cpu':'3','memory':'4'}} | restart
          {'requests':{'cpu':'1','memory':'2'},'limits':{'cpu':'3','memory':'9'}} | restart
          {'requests':{'cpu':'9','memory':'2'},'limits':{'cpu':'3','memory':'9'}} | restart
          {'requests':{'cpu':'1'}}                                                | restart
          """)
  void doesWhatThePolicyOfTheResourceSays(String has, String expected) {
    ApiObject pod =
        Sizes.pod(
            "u",
            "{'name':'c','resources':{'requests':{'cpu':'1','memory':'2'},"
                + "'limits':{'cpu':'3','memory':'4'}},'resizePolicy':["
                + "{'resourceName':'cpu','restartPolicy':'NotRequired'},"
                + "{'resourceName':'memory','restartPolicy':'RestartContainer'}]}");
    assertThat(plan(pod, Sizes.running("c-2"), has))
        .isEqualTo(
            switch (expected) {
              case "resize" -> List.of(IN_PLACE);
              case "restart" -> RESTART;
              default -> List.of();
            });
  }

  @Test
  void resizesARunOfWhichNothingIsKnown() {
    assertThat(plan(Sizes.requesting("u", "'cpu':'1'"), Sizes.running("other"), "{}"))
        .containsExactly(new PodPlan.Resize("other", "c"));
  }

  @Test
  void leavesAloneWhatEndsOrDoesNotRun() {
    ApiObject pod = Sizes.requesting("u", "'cpu':'1'");
    assertThat(plan(pod, RuntimeState.NOTHING, "{}")).isEmpty();
    pod.json().withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    assertThat(plan(pod, Sizes.running("c-2"), "{}")).isEmpty();
  }
}
