package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Compare;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which branches a transaction and those nested in it take. As in etcd, every comparison looks at
 * the state before the transaction: what an earlier operation writes does not sway a nested one.
 */
final class Branches {
  private final Op.Txn root;
  // By identity: one look at a transaction's own node, however large it is.
  private final IdentityHashMap<Op.Txn, Boolean> succeeded = new IdentityHashMap<>();

  private Branches(Op.Txn root) {
    this.root = root;
  }

  static Branches settle(View before, Op.Txn txn) {
    Branches branches = new Branches(txn);
    branches.settleAll(before, txn);
    return branches;
  }

  boolean succeeded(Op.Txn txn) {
    return Boolean.TRUE.equals(succeeded.get(txn));
  }

  List<Op> taken(Op.Txn txn) {
    return succeeded(txn) ? txn.success() : txn.failure();
  }

  /** Refuses the whole transaction when one of the operations that it takes cannot be done. */
  void check(View before, Past past) {
    each(root, op -> checkPut(before, op));
    each(root, op -> checkRange(past, op));
  }

  private void settleAll(View before, Op.Txn txn) {
    succeeded.put(txn, txn.compares().stream().allMatch(compare -> holds(before, compare)));
    for (Op op : taken(txn)) {
      if (op instanceof Op.Txn nested) {
        settleAll(before, nested);
      }
    }
  }

  private void each(Op.Txn txn, Consumer<Op> rule) {
    for (Op op : taken(txn)) {
      if (op instanceof Op.Txn nested) {
        each(nested, rule);
      } else {
        rule.accept(op);
      }
    }
  }

  private static boolean holds(View before, Compare compare) {
    List<Entry> entries = before.range(compare.range());
    if (!entries.isEmpty()) {
      return entries.stream().allMatch(compare::holds);
    }
    // etcd: nothing there counts as a key with all numbers 0, and fails every value comparison.
    return !(compare.operand() instanceof Compare.Value)
        && compare.holds(new Entry(compare.range().from(), new byte[0], 0, 0, 0, 0));
  }

  private static void checkPut(View before, Op op) {
    if (op instanceof Op.Put put) {
      boolean keeps = put.ignoreValue() || put.ignoreLease();
      if (keeps && before.get(put.key()).isEmpty()) {
        throw new RefusedException(Failure.KEY_NOT_FOUND);
      }
      if (put.lease() != 0 && before.lease(put.lease()).isEmpty()) {
        throw new RefusedException(Failure.LEASE_NOT_FOUND);
      }
    }
  }

  private static void checkRange(Past past, Op op) {
    if (op instanceof Op.Range range) {
      past.refusal(range)
          .ifPresent(
              failure -> {
                throw new RefusedException(failure);
              });
    }
  }
}
