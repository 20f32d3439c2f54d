package io.quarterdeck.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionOrderTest {
  private static final List<Event> LOG =
      List.of(event(2, "a", "1"), event(3, "b", "1"), event(5, "a", "2"));

  @Test
  void answersAgreeWithTheLog() {
    assertThat(
            check(
                operation("a", write("1"), new Outcome.Written(), 2, 0, 1),
                operation("b", new Action.Read(), saw("1"), 4, 6, 7),
                operation("a", new Action.Read(), saw("1"), 4, 6, 7),
                operation("a", swap("1", "2"), new Outcome.Written(), 5, 8, 9)))
        .isEmpty();
  }

  @Test
  void anAcknowledgedWriteIsInTheLog() {
    assertThat(check(operation("a", write("9"), new Outcome.Written(), 4, 0, 1))).hasSize(1);
    assertThat(check(operation("b", write("1"), new Outcome.Written(), 2, 0, 1))).hasSize(1);
  }

  @Test
  void whatIsReadIsTheStateAtItsRevision() {
    assertThat(check(operation("a", new Action.Read(), saw("2"), 4, 0, 1))).hasSize(1);
    assertThat(check(operation("c", new Action.Read(), saw("2"), 4, 0, 1))).hasSize(1);
  }

  @Test
  void aSwapFoundWhatItExpected() {
    assertThat(check(operation("a", swap("9", "2"), new Outcome.Written(), 5, 0, 1))).hasSize(1);
  }

  @Test
  void nobodyIsAnsweredFromBeforeAnEarlierAnswer() {
    Operation newer = operation("a", new Action.Read(), saw("2"), 5, 0, 1);
    assertThat(check(newer, operation("b", new Action.Read(), saw("1"), 4, 2, 3))).hasSize(1);
    assertThat(check(newer, operation("b", new Action.Read(), saw("1"), 4, 1, 3))).isEmpty();
  }

  @Test
  void noTwoChangesShareARevision() {
    assertThat(RevisionOrder.violations(List.of(), List.of(event(2, "a", "1"), event(2, "b", "1"))))
        .hasSize(1);
  }

  private static List<String> check(Operation... operations) {
    return RevisionOrder.violations(List.of(operations), LOG);
  }

  private static Event event(long revision, String key, String value) {
    return new Event(revision, key, Optional.of(value));
  }

  private static Action write(String value) {
    return new Action.Write(Optional.of(value));
  }

  private static Action swap(String expected, String value) {
    return new Action.CompareAndSet(Optional.of(expected), Optional.of(value));
  }

  private static Outcome saw(String value) {
    return new Outcome.Saw(Optional.of(value));
  }

  private static Operation operation(
      String key, Action action, Outcome outcome, long revision, long invoked, long returned) {
    return new Operation(key, 0, action, outcome, revision, invoked, returned);
  }
}
