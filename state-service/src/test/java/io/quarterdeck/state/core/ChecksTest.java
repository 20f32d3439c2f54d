package io.quarterdeck.state.core;

import static io.quarterdeck.state.core.Fixtures.between;
import static io.quarterdeck.state.core.Fixtures.delete;
import static io.quarterdeck.state.core.Fixtures.exists;
import static io.quarterdeck.state.core.Fixtures.get;
import static io.quarterdeck.state.core.Fixtures.key;
import static io.quarterdeck.state.core.Fixtures.put;
import static io.quarterdeck.state.core.Fixtures.txn;
import static io.quarterdeck.state.core.Fixtures.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {
  private static final int OPS_MAX = 4;

  static Stream<Arguments> requests() {
    KeyRange fromA = KeyRange.from(key("a"));
    return Stream.of(
        arguments("plain", txn(put("a", "1"), delete("b"), get("c")), null),
        arguments("no key", txn(put("", "1")), Failure.EMPTY_KEY),
        arguments("no key to read", txn(get("")), Failure.EMPTY_KEY),
        arguments("no key to delete", txn(delete("")), Failure.EMPTY_KEY),
        arguments("no key to compare", when(exists(""), txn(), txn()), Failure.EMPTY_KEY),
        arguments("no key, nested", txn(txn(put("", "1"))), Failure.EMPTY_KEY),
        arguments("kept value and value", txn(keep("1", 0, true, false)), Failure.VALUE_PROVIDED),
        arguments("kept lease and lease", txn(keep("", 1, false, true)), Failure.LEASE_PROVIDED),
        arguments("many", txn(gets(OPS_MAX)), null),
        arguments("too many", txn(gets(OPS_MAX + 1)), Failure.TOO_MANY_OPS),
        arguments("nesting uses up", txn(txn(gets(OPS_MAX - 1))), null),
        arguments("nesting uses up too much", txn(txn(gets(OPS_MAX))), Failure.TOO_MANY_OPS),
        arguments("two puts", txn(put("a", "1"), put("a", "2")), Failure.DUPLICATE_KEY),
        arguments("put, delete", txn(put("a", "1"), delete("a")), Failure.DUPLICATE_KEY),
        arguments("delete, put", txn(delete("a"), put("a", "1")), Failure.DUPLICATE_KEY),
        arguments("range", txn(delete(between("a", "c")), put("b", "")), Failure.DUPLICATE_KEY),
        arguments("beside the range", txn(delete(between("a", "c")), put("c", "")), null),
        arguments("two deletes", txn(delete("a"), delete("a")), null),
        arguments("an open range", txn(delete(fromA), put("b", "1")), null),
        arguments("nested puts", txn(txn(put("a", "")), txn(put("a", ""))), Failure.DUPLICATE_KEY),
        arguments("put, nested put", txn(put("a", ""), txn(put("a", ""))), Failure.DUPLICATE_KEY),
        arguments("nested delete, put", txn(txn(delete("a")), put("a", "")), Failure.DUPLICATE_KEY),
        arguments("nested put, nested delete", txn(txn(put("a", "")), txn(delete("a"))), null),
        arguments("branches", txn(when(exists("x"), put("a", "1"), put("a", "2"))), null),
        arguments("a long lease", txn(grant(9_000_000_000L)), null),
        arguments("a longer lease", txn(grant(9_000_000_001L)), Failure.LEASE_TTL_TOO_LARGE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void refusesWhatEtcdRefuses(String what, Op.Txn txn, Failure expected) {
    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> Checks.check(txn, OPS_MAX));
    assertThat(Optional.ofNullable(refused).map(RefusedException::failure))
        .isEqualTo(Optional.ofNullable(expected));
  }

  private static Op.Put keep(String value, long lease, boolean ignoreValue, boolean ignoreLease) {
    return new Op.Put(key("a"), put("a", value).value(), lease, false, ignoreValue, ignoreLease);
  }

  private static Op.Grant grant(long seconds) {
    return new Op.Grant(new Lease(1, seconds));
  }

  private static Op[] gets(int count) {
    return Collections.nCopies(count, get("a")).toArray(Op[]::new);
  }
}
