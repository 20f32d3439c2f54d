package io.quarterdeck.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WakeupTest {
  @Test
  void aNodeThatComesOrChangesInWhatRulesLookAt() {
    assertThat(Wakeup.byNode(Optional.empty(), Optional.of(Objects.node()))).isTrue();
    assertThat(Wakeup.byNode(Optional.of(Objects.node()), Optional.empty())).isFalse();
    assertThat(node(json -> json.withObject("/metadata/labels").put("a", "b"))).isTrue();
    assertThat(node(json -> json.withObject("/spec").put("unschedulable", true))).isTrue();
    assertThat(node(json -> json.withObject("/spec").putArray("taints").addObject())).isTrue();
    assertThat(node(json -> json.withObject("/status/allocatable").put("cpu", "5"))).isTrue();
    assertThat(node(json -> json.withObject("/status").putArray("conditions").addObject()))
        .isFalse();
  }

  @Test
  void aPodThatLeavesRoom() {
    ApiObject placed = Objects.placed(0, "'cpu':'2'");
    assertThat(Wakeup.byRoom(Optional.of(placed), Optional.empty())).isTrue();
    assertThat(Wakeup.byRoom(Optional.of(placed), Optional.of(placed.copy()))).isFalse();
    assertThat(Wakeup.byRoom(Optional.of(placed), Optional.of(Objects.placed(0, "'cpu':'1'"))))
        .isTrue();
    assertThat(Wakeup.byRoom(Optional.of(Objects.requesting("'cpu':'2'")), Optional.empty()))
        .isFalse();
    ApiObject ended = placed.copy();
    ended.json().putObject("status").put("phase", "Failed");
    assertThat(Wakeup.byRoom(Optional.of(placed), Optional.of(ended))).isTrue();
    assertThat(Wakeup.byRoom(Optional.of(ended), Optional.empty())).isFalse();
  }

  @Test
  void aWaitingPodThatAsksForSomethingElse() {
    ApiObject pod = Objects.requesting("'cpu':'2'");
    ApiObject told = pod.copy();
    told.json().withObject("/status").putArray("conditions").addObject();
    assertThat(Wakeup.byItself(Optional.empty(), pod)).isTrue();
    assertThat(Wakeup.byItself(Optional.of(pod), told)).isFalse();
    assertThat(Wakeup.byItself(Optional.of(pod), Objects.requesting("'cpu':'1'"))).isTrue();
  }

  private static boolean node(Consumer<ObjectNode> change) {
    ApiObject after = Objects.node().copy();
    change.accept(after.json());
    return Wakeup.byNode(Optional.of(Objects.node()), Optional.of(after));
  }
}
