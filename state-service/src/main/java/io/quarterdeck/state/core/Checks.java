package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Compare;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What can be refused about a request without looking at the state. */
public final class Checks {
  private static final long LEASE_TTL_MAX_S = 9_000_000_000L;

  private Checks() {}

  public static void check(Op.Txn txn, int opsMax) {
    int size =
        Math.max(txn.compares().size(), Math.max(txn.success().size(), txn.failure().size()));
    refuseIf(size > opsMax, Failure.TOO_MANY_OPS);
    for (Compare compare : txn.compares()) {
      refuseIf(compare.range().from().isEmpty(), Failure.EMPTY_KEY);
    }
    txn.success().forEach(op -> check(op, opsMax - size));
    txn.failure().forEach(op -> check(op, opsMax - size));
    Writes.of(txn.success());
    Writes.of(txn.failure());
  }

  private static void check(Op op, int opsLeft) {
    switch (op) {
      case Op.Range range -> refuseIf(range.range().from().isEmpty(), Failure.EMPTY_KEY);
      case Op.Delete delete -> refuseIf(delete.range().from().isEmpty(), Failure.EMPTY_KEY);
      case Op.Put put -> {
        refuseIf(put.key().isEmpty(), Failure.EMPTY_KEY);
        refuseIf(put.ignoreValue() && put.value().length > 0, Failure.VALUE_PROVIDED);
        refuseIf(put.ignoreLease() && put.lease() != 0, Failure.LEASE_PROVIDED);
      }
      case Op.Grant grant ->
          refuseIf(grant.lease().ttlSeconds() > LEASE_TTL_MAX_S, Failure.LEASE_TTL_TOO_LARGE);
      case Op.Revoke revoke -> {}
      case Op.Txn txn -> check(txn, opsLeft);
    }
  }

  private static void refuseIf(boolean wrong, Failure failure) {
    if (wrong) {
      throw new RefusedException(failure);
    }
  }

  /**
   * The keys that a list of operations may write; refuses a key that is written twice, as far as
   * etcd does: it lets a later nested transaction delete what an earlier one put, and takes no
   * notice of a deletion without an upper end.
   */
  private record Writes(Set<Key> puts, List<KeyRange> deletes) {

    static Writes of(List<Op> ops) {
      Writes all = new Writes(new HashSet<>(), new ArrayList<>());
      for (Op op : ops) {
        if (op instanceof Op.Delete delete && !isOpen(delete.range())) {
          all.deletes.add(delete.range());
        }
      }
      for (Op op : ops) {
        if (op instanceof Op.Txn txn) {
          all.add(of(txn.success()), of(txn.failure()));
        }
      }
      for (Op op : ops) {
        if (op instanceof Op.Put put) {
          all.refuseDuplicate(put.key());
          all.puts.add(put.key());
        }
      }
      return all;
    }

    /** Only one of the two branches happens, so they may write the same keys. */
    private void add(Writes success, Writes failure) {
      success.puts.forEach(this::refuseDuplicate);
      failure.puts.forEach(this::refuseDuplicate);
      puts.addAll(success.puts);
      puts.addAll(failure.puts);
      deletes.addAll(success.deletes);
      deletes.addAll(failure.deletes);
    }

    private static boolean isOpen(KeyRange range) {
      return !range.single() && range.end().isEmpty();
    }

    private void refuseDuplicate(Key key) {
      boolean deleted = deletes.stream().anyMatch(range -> range.contains(key));
      refuseIf(deleted || puts.contains(key), Failure.DUPLICATE_KEY);
    }
  }
}
