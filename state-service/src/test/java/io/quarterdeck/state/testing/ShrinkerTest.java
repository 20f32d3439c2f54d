package io.quarterdeck.state.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  @Test
  void keepsWhatTheFailureNeedsAndNothingElse() {
    List<Integer> failing = IntStream.range(0, 100).boxed().toList();
    List<Integer> shortest =
        Shrinker.shrink(failing, list -> list.contains(17) && list.contains(71));
    assertThat(shortest).containsExactly(17, 71);
  }
}
