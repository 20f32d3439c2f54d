package io.quarterdeck.node.resize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.pod.ContainerResize;
import io.quarterdeck.node.pod.PodPlan.Waiting;
import io.quarterdeck.node.pod.RuntimeState;
import io.quarterdeck.node.resize.AllocationPlanner.Pending;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResizeStatusTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final ApiObject ASKING = Sizes.requesting("u", "'cpu':'4'");
  private static final Allocation ALLOCATED = Allocation.of(Sizes.requesting("u", "'cpu':'2'"));
  private static final Pending TOO_MUCH = new Pending(Pending.Reason.INFEASIBLE, "too much");

  private static ObjectNode status(
      PodSize size, RuntimeState state, Map<String, Waiting> failed, String before) {
    ObjectNode status =
        (ObjectNode)
            Sizes.json("{'containerStatuses':[{'name':'c'}],'conditions':[" + before + "]}");
    ResizeStatus.add(status, size, state, failed, NOW);
    return status;
  }

  private static PodSize size(String has, Optional<Pending> pending) {
    Map<String, Actuated> actuated =
        Map.of("c", new Actuated("c-2", Sizes.json("{'requests':{'cpu':'" + has + "'}}")));
    return new PodSize(ASKING, new PodResources(ALLOCATED, actuated), pending);
  }

  @Test
  void showsWhatAContainerHasAndIsToHave() {
    JsonNode running =
        status(size("1", Optional.empty()), Sizes.running("c-2"), Map.of(), "")
            .at("/containerStatuses/0");
    assertThat(running.path("resources")).isEqualTo(Sizes.json("{'requests':{'cpu':'1'}}"));
    assertThat(running.path("allocatedResources")).isEqualTo(Sizes.json("{'cpu':'2'}"));

    JsonNode waiting =
        status(size("1", Optional.empty()), RuntimeState.NOTHING, Map.of(), "")
            .at("/containerStatuses/0");
    assertThat(waiting.path("resources")).isEqualTo(Sizes.json("{'requests':{'cpu':'2'}}"));
  }

  @Test
  void saysWhyItIsPending() {
    ObjectNode status =
        status(
            size("2", Optional.of(TOO_MUCH)), Sizes.running("c-2"), Map.of(), "{'type':'Ready'}");
    assertThat(status.path("conditions").toString().replace('"', '\''))
        .isEqualTo(
            "[{'type':'Ready'},{'type':'PodResizePending','status':'True',"
                + "'observedGeneration':0,'lastProbeTime':null,"
                + "'lastTransitionTime':'2026-01-01T12:00:00Z','reason':'Infeasible',"
                + "'message':'too much'}]");
  }

  @Test
  void saysThatTheRuntimeIsBehind() {
    assertThat(
            status(size("1", Optional.empty()), Sizes.running("c-2"), Map.of(), "")
                .at("/conditions/0/type")
                .asText())
        .isEqualTo("PodResizeInProgress");
    JsonNode failed =
        status(
                size("1", Optional.empty()),
                Sizes.running("c-2"),
                Map.of("c", new Waiting(ContainerResize.ERROR, "no")),
                "")
            .at("/conditions/0");
    assertThat(failed.path("reason").asText()).isEqualTo("Error");
    assertThat(failed.path("message").asText()).isEqualTo("no");
  }

  @Test
  void dropsWhatNoLongerHolds() {
    assertThat(
            status(
                    size("2", Optional.empty()),
                    Sizes.running("c-2"),
                    Map.of(),
                    "{'type':'PodResizePending'},{'type':'PodResizeInProgress'}")
                .path("conditions"))
        .isEmpty();
  }
}
