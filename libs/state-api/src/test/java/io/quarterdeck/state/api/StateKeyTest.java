package io.quarterdeck.state.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateKeyTest {

  @Test
  void formatsWhatItParses() {
    StateKey pod = StateKey.of(Resources.PODS, new ObjectKey("default", "web"));
    assertThat(pod).hasToString("/registry/core/pods/default/web");
    assertThat(StateKey.parse(pod.bytes())).contains(pod);
    StateKey node = StateKey.of(Resources.NODES, ObjectKey.cluster("n1"));
    assertThat(node).hasToString("/registry/core/nodes/-/n1");
    assertThat(StateKey.parse(node.toString())).contains(node);
    assertThat(node.objectKey()).isEqualTo(ObjectKey.cluster("n1"));
  }

  @Test
  void prefixesEndAtASegment() {
    assertThat(StateKey.prefix(Resources.DEPLOYMENTS)).isEqualTo("/registry/apps/deployments/");
    assertThat(StateKey.prefix(Resources.DEPLOYMENTS, "a"))
        .isEqualTo("/registry/apps/deployments/a/");
    assertThat(StateKey.prefix(Resources.NODES, "")).isEqualTo("/registry/core/nodes/-/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/registry/",
        "/registry/core/pods/a",
        "/registry/core/pods/a/b/c",
        "/registry/core//a/b",
        "registry/core/pods/a/b",
        "/other/core/pods/a/b"
      })
  void refusesOtherLayouts(String key) {
    assertThat(StateKey.parse(key)).isEmpty();
  }
}
