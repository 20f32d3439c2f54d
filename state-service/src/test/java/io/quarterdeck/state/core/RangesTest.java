package io.quarterdeck.state.core;

import static io.quarterdeck.state.core.Fixtures.entry;
import static io.quarterdeck.state.core.Fixtures.index;
import static io.quarterdeck.state.core.Fixtures.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Op.RevisionBounds;
import io.quarterdeck.state.model.Op.Sort;
import io.quarterdeck.state.model.Op.Sort.Order;
import io.quarterdeck.state.model.Op.Sort.Target;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RangesTest {
  private static final Index STATE =
      index(
          9,
          entry("a", "z", 1, 9, 3),
          entry("b", "y", 2, 2, 1),
          entry("c", "x", 3, 8, 2),
          entry("d", "w", 4, 4, 1));

  static Stream<Arguments> requests() {
    RevisionBounds none = RevisionBounds.NONE;
    return Stream.of(
        arguments(0, sort(Target.KEY, Order.NONE), none, "abcd 4"),
        arguments(2, sort(Target.KEY, Order.NONE), none, "ab+ 4"),
        arguments(4, sort(Target.KEY, Order.NONE), none, "abcd 4"),
        arguments(-1, sort(Target.KEY, Order.NONE), none, "abcd 4"),
        arguments(3, sort(Target.KEY, Order.DESCEND), none, "dcb+ 4"),
        arguments(0, sort(Target.VERSION, Order.NONE), none, "bdca 4"),
        arguments(2, sort(Target.VERSION, Order.NONE), none, "bc+ 4"),
        arguments(2, sort(Target.VERSION, Order.ASCEND), none, "bd+ 4"),
        arguments(0, sort(Target.VERSION, Order.DESCEND), none, "acbd 4"),
        arguments(0, sort(Target.MOD, Order.ASCEND), none, "bdca 4"),
        arguments(0, sort(Target.CREATE, Order.DESCEND), none, "dcba 4"),
        arguments(1, sort(Target.VALUE, Order.ASCEND), none, "d+ 4"),
        arguments(0, Sort.BY_KEY, new RevisionBounds(8, 0, 0, 0), "ac 4"),
        arguments(0, Sort.BY_KEY, new RevisionBounds(0, 4, 0, 0), "bd 4"),
        arguments(0, Sort.BY_KEY, new RevisionBounds(0, 0, 2, 3), "bc 4"),
        arguments(1, Sort.BY_KEY, new RevisionBounds(0, 8, 0, 0), "b+ 4"));
  }

  private static Sort sort(Target target, Order order) {
    return new Sort(target, order);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answers(long limit, Sort sort, RevisionBounds bounds, String expected) {
    Op.Range op = new Op.Range(KeyRange.from(key("a")), limit, 0, sort, false, false, bounds);
    Answer.Range answer = Ranges.answer(STATE, op);
    String keys =
        answer.entries().stream().map(it -> it.key().toString()).collect(Collectors.joining());
    assertThat(keys + (answer.more() ? "+ " : " ") + answer.count()).isEqualTo(expected);
  }
}
