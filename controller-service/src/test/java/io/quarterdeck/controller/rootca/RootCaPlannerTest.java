package io.quarterdeck.controller.rootca;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.controller.testing.Objects;
import io.quarterdeck.model.ApiObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RootCaPlannerTest {
  @Test
  void isWrittenWhenMissingOrDifferent() {
    ApiObject made = RootCaPlanner.plan("a", Optional.empty(), "PEM").orElseThrow();

    assertThat(made.key().toString()).isEqualTo("a/kube-root-ca.crt");
    assertThat(made.strings("data")).containsOnlyKeys("ca.crt").containsValue("PEM");
    assertThat(made.annotations()).containsKey("kubernetes.io/description");
    assertThat(RootCaPlanner.plan("a", Optional.of(Objects.stored(made)), "PEM")).isEmpty();
    assertThat(RootCaPlanner.plan("a", Optional.of(Objects.stored(made)), "NEW")).isPresent();
  }
}
