package io.quarterdeck.state.core;

import static io.quarterdeck.state.core.Fixtures.between;
import static io.quarterdeck.state.core.Fixtures.changes;
import static io.quarterdeck.state.core.Fixtures.delete;
import static io.quarterdeck.state.core.Fixtures.entry;
import static io.quarterdeck.state.core.Fixtures.exists;
import static io.quarterdeck.state.core.Fixtures.get;
import static io.quarterdeck.state.core.Fixtures.index;
import static io.quarterdeck.state.core.Fixtures.key;
import static io.quarterdeck.state.core.Fixtures.leased;
import static io.quarterdeck.state.core.Fixtures.put;
import static io.quarterdeck.state.core.Fixtures.txn;
import static io.quarterdeck.state.core.Fixtures.when;
import static io.quarterdeck.state.core.Fixtures.withLeases;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Compare;
import io.quarterdeck.state.model.Compare.Result;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Op;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeciderTest {
  private static final long NEXT = 11;

  private static Index state() {
    return withLeases(
        index(10, entry("a", "1", 3, 7, 4), entry("b", "2", 5, 5, 1), leased("l", 9, 77)), 77);
  }

  private static Decision decide(Op.Txn txn) {
    return Decider.decide(state(), txn, NEXT, Past.NONE);
  }

  static Stream<Arguments> writes() {
    return Stream.of(
        arguments("create", txn(put("n", "x")), List.of("n=x c11 m11 v1 l0")),
        arguments("update", txn(put("a", "x")), List.of("a=x c3 m11 v5 l0")),
        arguments("delete", txn(delete("a")), List.of("-a")),
        arguments("delete nothing", txn(delete("n")), List.of()),
        arguments("delete a range", txn(delete(between("a", "c"))), List.of("-a", "-b")),
        arguments("delete an inverted range", txn(delete(between("c", "a"))), List.of()),
        arguments("bind", txn(put("n", 77)), List.of("n= c11 m11 v1 l77")),
        arguments("unbind", txn(put("l", "x")), List.of("l=x c9 m11 v2 l0")),
        arguments("keep the value", txn(keep("a", true, false)), List.of("a=1 c3 m11 v5 l0")),
        arguments("keep the lease", txn(keep("l", false, true)), List.of("l= c9 m11 v2 l77")),
        arguments("read", txn(get("a")), List.of()),
        arguments("do nothing", txn(), List.of()));
  }

  private static Op.Put keep(String key, boolean value, boolean lease) {
    return new Op.Put(key(key), new byte[0], 0, false, value, lease);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void changesKeys(String what, Op.Txn txn, List<String> expected) {
    assertThat(changes(decide(txn))).isEqualTo(expected);
  }

  static Stream<Arguments> compares() {
    return Stream.of(
        arguments("a", Result.EQUAL, new Compare.Version(4), true),
        arguments("a", Result.NOT_EQUAL, new Compare.Version(4), false),
        arguments("a", Result.GREATER, new Compare.ModRevision(6), true),
        arguments("a", Result.LESS, new Compare.ModRevision(7), false),
        arguments("a", Result.EQUAL, new Compare.CreateRevision(3), true),
        arguments("a", Result.EQUAL, new Compare.Value("1".getBytes(UTF_8)), true),
        arguments("a", Result.LESS, new Compare.Value("10".getBytes(UTF_8)), true),
        arguments("l", Result.EQUAL, new Compare.Lease(77), true),
        arguments("n", Result.EQUAL, new Compare.CreateRevision(0), true),
        arguments("n", Result.EQUAL, new Compare.Lease(0), true),
        arguments("n", Result.NOT_EQUAL, new Compare.Value("1".getBytes(UTF_8)), false),
        arguments("n", Result.EQUAL, new Compare.Value(new byte[0]), false));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("compares")
  void comparesOneKey(String key, Result result, Compare.Operand operand, boolean expected) {
    Compare compare = new Compare(KeyRange.of(key(key)), result, operand);
    Decision decision = decide(when(compare, get("a"), get("b")));
    assertThat(decision.answer().succeeded()).isEqualTo(expected);
  }

  @Test
  void aComparisonOfARangeHoldsForEveryKeyOfIt() {
    Compare.Operand one = new Compare.Version(1);
    Op.Txn all = when(new Compare(between("b", "m"), Result.EQUAL, one), get("a"), get("b"));
    Op.Txn some = when(new Compare(between("a", "m"), Result.EQUAL, one), get("a"), get("b"));
    assertThat(decide(all).answer().succeeded()).isTrue();
    assertThat(decide(some).answer().succeeded()).isFalse();
  }

  @Test
  void nestedComparisonsSeeTheStateFromBefore() {
    Decision decision = decide(txn(put("n", "x"), when(exists("n"), get("a"), put("m", "y"))));
    assertThat(changes(decision)).containsExactly("n=x c11 m11 v1 l0", "m=y c11 m11 v1 l0");
  }

  @Test
  void operationsSeeWhatCameBeforeThemInTheTransaction() {
    Decision decision = decide(txn(get("n"), put("n", "x"), get("n"), txn(delete("a")), get("a")));
    assertThat(decision.answer().steps())
        .extracting(it -> it.answer() instanceof Answer.Range range ? range.count() : -1L)
        .containsExactly(0L, -1L, 1L, -1L, 0L);
  }

  @Test
  void stepsStandAtTheRevisionThatTheyMake() {
    Decision decision = decide(txn(get("a"), delete("none"), put("n", "x"), get("a")));
    assertThat(decision.answer().steps())
        .extracting(Answer.Step::revision)
        .containsExactly(10L, 10L, 11L, 11L);
  }

  static Stream<Arguments> refusals() {
    Op.Range future = get("a").at(99);
    return Stream.of(
        arguments(txn(put("n", 5)), Failure.LEASE_NOT_FOUND),
        arguments(txn(keep("n", true, false)), Failure.KEY_NOT_FOUND),
        arguments(txn(keep("n", false, true)), Failure.KEY_NOT_FOUND),
        arguments(txn(put("n", "x"), keep("n", true, false)), Failure.KEY_NOT_FOUND),
        arguments(txn(future), Failure.FUTURE_REVISION),
        arguments(txn(future, put("n", 5)), Failure.LEASE_NOT_FOUND),
        arguments(txn(new Op.Grant(new Lease(77, 5))), Failure.LEASE_EXISTS),
        arguments(txn(new Op.Revoke(5, Optional.empty())), Failure.LEASE_NOT_FOUND),
        arguments(
            txn(new Op.Revoke(77, Optional.of(between("k", "m")))), Failure.PERMISSION_DENIED));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void refuses(Op.Txn txn, Failure failure) {
    Past past = Past.NONE.with(get("a").at(99), Failure.FUTURE_REVISION);
    assertThatThrownBy(() -> Decider.decide(state(), txn, NEXT, past))
        .hasMessage(failure.message());
  }

  @Test
  void whatIsWrongOnTheOtherBranchDoesNotMatter() {
    Op.Range future = get("a").at(99);
    Op.Txn txn = when(exists("n"), txn(future, put("n", 5)), get("a"));
    Past past = Past.NONE.with(future, Failure.FUTURE_REVISION);
    assertThat(Decider.decide(state(), txn, NEXT, past).answer().succeeded()).isFalse();
  }

  @Test
  void revokingDeletesWhatIsBoundInOrder() {
    Index index = withLeases(index(10, leased("z", 8, 5), leased("y", 9, 5)), 5);
    Decision decision =
        Decider.decide(index, txn(new Op.Revoke(5, Optional.empty())), NEXT, Past.NONE);
    assertThat(changes(decision)).containsExactly("-y", "-z");
    assertThat(decision.leases()).containsExactly(new LeaseChange.Revoked(5));
  }
}
