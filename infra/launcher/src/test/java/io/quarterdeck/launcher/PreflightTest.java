package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
  @Test
  void saysAllProblemsAndNothingElse() {
    assertThat(
            Preflight.message(List.of("a line of a log", "problem: too old", "problem: too small")))
        .isEqualTo("the engines do not fit:\n  too old\n  too small");
  }

  @Test
  void showsWhatTheProgramSaidWhenItCouldNotLook() {
    assertThat(Preflight.message(List.of("no such file"))).endsWith(":\nno such file");
  }
}
