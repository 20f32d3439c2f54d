package io.quarterdeck.state.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.state.fault.Failpoint.Action;
import org.junit.jupiter.api.Test;

class FailpointTest {
  @Test
  void haltsAtTheFirstVisitUnlessToldOtherwise() {
    assertThat(Failpoint.parse("after-commit"))
        .isEqualTo(new Failpoint(Step.AFTER_COMMIT, 1, Action.HALT));
    assertThat(Failpoint.parse("before-epoch:3"))
        .isEqualTo(new Failpoint(Step.BEFORE_EPOCH, 3, Action.HALT));
    assertThat(Failpoint.parse("after-receive:7:pause"))
        .isEqualTo(new Failpoint(Step.AFTER_RECEIVE, 7, Action.PAUSE));
  }

  @Test
  void aStepOrAnActionThatDoesNotExistIsAnError() {
    assertThatThrownBy(() -> Failpoint.parse("never")).hasMessageContaining("never");
    assertThatThrownBy(() -> Failpoint.parse("after-commit:1:explode"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Failpoint.parse("after-commit:1:halt:2"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
