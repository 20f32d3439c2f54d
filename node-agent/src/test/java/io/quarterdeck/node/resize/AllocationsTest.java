package io.quarterdeck.node.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.quantity.Quantity;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationsTest {
  private static final Map<String, Quantity> NODE =
      Map.of("cpu", Quantity.of(4), "memory", Quantity.of(1 << 30));

  @TempDir Path root;

  private static ApiObject pod(String uid, int cpus) {
    return Sizes.requesting(uid, "'cpu':'" + cpus + "'");
  }

  private static Supplier<Collection<ApiObject>> with(ApiObject... pods) {
    return () -> List.of(pods);
  }

  private static String cpu(PodSize size) {
    return size.allocated().at("spec", "containers").at("/0/resources/requests/cpu").asText();
  }

  @Test
  void givesWhatThereIsRoomFor() {
    Allocations node = new Allocations(root, NODE);
    assertThat(cpu(node.settle(pod("a", 1), with()))).isEqualTo("1");
    assertThat(cpu(node.settle(pod("b", 2), with()))).isEqualTo("2");

    PodSize more = node.settle(pod("a", 3), with(pod("a", 3), pod("b", 2)));
    assertThat(cpu(more)).isEqualTo("1");
    assertThat(more.isDeferred()).isTrue();
    assertThat(more.asking()).isEqualTo(pod("a", 3));

    PodSize less = node.settle(pod("a", 2), with(pod("a", 2), pod("b", 2)));
    assertThat(cpu(less)).isEqualTo("2");
    assertThat(less.pending()).isEmpty();
  }

  /** What the other asks, and does not have, is nobody's. */
  @Test
  void countsWhatOthersHaveAndNotWhatTheyAsk() {
    Allocations node = new Allocations(root, NODE);
    node.settle(pod("a", 1), with());
    node.settle(pod("b", 2), with());
    Supplier<Collection<ApiObject>> both = with(pod("a", 2), pod("b", 3));
    assertThat(cpu(node.settle(pod("a", 2), both))).isEqualTo("2");
    assertThat(node.settle(pod("b", 3), both).isDeferred()).isTrue();

    ApiObject ended = pod("a", 2);
    ended.json().putObject("status").put("phase", "Succeeded");
    assertThat(cpu(node.settle(pod("b", 3), with(ended, pod("b", 3))))).isEqualTo("3");
  }

  @Test
  void knowsAfterARestartWhatItHasGiven() {
    Allocations before = new Allocations(root, NODE);
    before.settle(pod("a", 1), with());
    before.actuated(pod("a", 1), "c", "c-0", Sizes.json("{'requests':{'cpu':'1'}}"));

    Allocations after = new Allocations(root, NODE);
    PodSize size = after.settle(pod("a", 5), with());
    assertThat(cpu(size)).isEqualTo("1");
    assertThat(size.pending()).isPresent();
    assertThat(size.isDeferred()).isFalse();
    assertThat(size.resources().of("c", "c-0").orElseThrow().resources())
        .isEqualTo(Sizes.json("{'requests':{'cpu':'1'}}"));
    assertThat(size.resources().of("c", "c-1")).isEmpty();
  }

  @Test
  void givesNothingMoreToAPodThatGoes() {
    Allocations node = new Allocations(root, NODE);
    node.settle(pod("a", 1), with());
    ApiObject going = pod("a", 2);
    going.json().withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    assertThat(cpu(node.settle(going, with()))).isEqualTo("1");
  }
}
