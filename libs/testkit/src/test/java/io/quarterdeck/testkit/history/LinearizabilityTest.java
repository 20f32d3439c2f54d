package io.quarterdeck.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizabilityTest {
  private final List<Operation> history = new ArrayList<>();

  @Test
  void aReadSeesTheLastWrite() {
    write("a", 0, 1);
    read("a", 2, 3);
    assertPossible();
  }

  @Test
  void aReadThatBeganAfterAnAnswerSeesNothingOlder() {
    write("a", 0, 1);
    write("b", 2, 3);
    read("a", 4, 5);
    assertImpossible();
  }

  @Test
  void operationsAtOnceMayTakeEffectInEitherOrder() {
    write("a", 0, 10);
    write("b", 0, 10);
    read("b", 11, 12);
    assertPossible();
    read("a", 13, 14);
    assertImpossible();
  }

  @Test
  void twoReadsDoNotGoBackInTime() {
    write("a", 0, 1);
    write("b", 2, 20);
    read("b", 3, 4);
    read("a", 5, 6);
    assertImpossible();
  }

  @Test
  void anUnknownWriteMayHappenLateOrNever() {
    write("a", 0, 1);
    unknownWrite("b", 2);
    read("a", 3, 4);
    assertPossible();
    read("b", 5, 6);
    assertPossible();
    read("a", 7, 8);
    assertImpossible();
  }

  @Test
  void whatNobodyWroteIsNotSeen() {
    write("a", 0, 1);
    read("ghost", 2, 3);
    assertImpossible();
  }

  @Test
  void onlyOneOfTwoSwapsFromTheSameValueSucceeds() {
    write("a", 0, 1);
    swap("a", "b", new Outcome.Written(), 2, 9);
    swap("a", "c", new Outcome.Saw(Optional.of("b")), 2, 9);
    assertPossible();
    swap("a", "d", new Outcome.Written(), 2, 9);
    assertImpossible();
  }

  @Test
  void aSwapMustNotFailOnTheValueThatItExpects() {
    write("a", 0, 1);
    swap("a", "b", new Outcome.Saw(Optional.of("a")), 2, 3);
    assertImpossible();
  }

  @Test
  void aDeletedKeyHasNoValue() {
    write("a", 0, 1);
    add(new Action.Write(Optional.empty()), new Outcome.Written(), 2, 3);
    add(new Action.Read(), new Outcome.Saw(Optional.empty()), 4, 5);
    assertPossible();
    read("a", 6, 7);
    assertImpossible();
  }

  @Test
  void keysAreIndependent() {
    write("a", 0, 1);
    history.add(
        new Operation("other", 0, new Action.Read(), new Outcome.Saw(Optional.empty()), 0, 2, 3));
    assertPossible();
  }

  /** What a real register answered is possible; with one answer changed it hardly ever is. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tellsARegisterFromOneThatOnceAnsweredWrongly(long seed) {
    Random random = new Random(seed);
    String value = "0";
    write(value, 0, 1);
    for (int i = 1; i < 300; i++) {
      // Takes effect at 10 i; called and answered up to three operations earlier and later.
      long invoked = 10L * i - random.nextInt(30);
      long returned = 10L * i + random.nextInt(30);
      if (random.nextInt(3) == 0) {
        value = Integer.toString(i);
        write(value, invoked, random.nextInt(10) == 0 ? Operation.NEVER : returned);
      } else {
        read(value, invoked, returned);
      }
    }
    Collections.shuffle(history, random);
    assertPossible();
    add(new Action.Read(), new Outcome.Saw(Optional.of("0")), 3_000, 3_001);
    assertImpossible();
  }

  /** Each may have happened at any time, and only one order explains what was seen later. */
  @Test
  void manyUnknownWritesAreSearchedInNoTime() {
    for (int i = 0; i < 60; i++) {
      unknownWrite("late-" + i, i);
    }
    for (int i = 0; i < 500; i++) {
      write("v" + i, 100 + 10L * i, 105 + 10L * i);
      read("v" + i, 106 + 10L * i, 109 + 10L * i);
    }
    for (int i = 0; i < 60; i++) {
      read("late-" + (59 - i), 10_000 + 10L * i, 10_005 + 10L * i);
    }
    assertPossible();
    read("late-3", 20_000, 20_001);
    assertImpossible();
  }

  private void write(String value, long invoked, long returned) {
    Outcome outcome = returned == Operation.NEVER ? new Outcome.Unknown() : new Outcome.Written();
    add(new Action.Write(Optional.of(value)), outcome, invoked, returned);
  }

  private void unknownWrite(String value, long invoked) {
    write(value, invoked, Operation.NEVER);
  }

  private void read(String value, long invoked, long returned) {
    add(new Action.Read(), new Outcome.Saw(Optional.of(value)), invoked, returned);
  }

  private void swap(String expected, String value, Outcome outcome, long invoked, long returned) {
    add(
        new Action.CompareAndSet(Optional.of(expected), Optional.of(value)),
        outcome,
        invoked,
        returned);
  }

  private void add(Action action, Outcome outcome, long invoked, long returned) {
    history.add(new Operation("key", 0, action, outcome, 0, invoked, returned));
  }

  private void assertPossible() {
    assertThat(Linearizability.violations(history)).isEmpty();
  }

  private void assertImpossible() {
    assertThat(Linearizability.violations(history)).containsOnlyKeys("key");
  }
}
