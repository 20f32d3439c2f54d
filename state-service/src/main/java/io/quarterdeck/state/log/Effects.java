package io.quarterdeck.state.log;

import io.quarterdeck.state.model.Op;
import java.util.List;

/** What a transaction could do, whichever of its branches is taken. */
final class Effects {
  private Effects() {}

  static boolean changes(Op.Txn txn) {
    return List.of(txn.success(), txn.failure()).stream()
        .flatMap(List::stream)
        .anyMatch(Effects::changes);
  }

  /** Whether it takes space: what deletes takes none. etcd overlooks nested transactions. */
  static boolean adds(Op.Txn txn) {
    return List.of(txn.success(), txn.failure()).stream()
        .flatMap(List::stream)
        .anyMatch(Effects::adds);
  }

  private static boolean changes(Op op) {
    return switch (op) {
      case Op.Range range -> false;
      case Op.Put put -> true;
      case Op.Delete delete -> true;
      case Op.Grant grant -> true;
      case Op.Revoke revoke -> true;
      case Op.Txn nested -> changes(nested);
    };
  }

  private static boolean adds(Op op) {
    return switch (op) {
      case Op.Range range -> false;
      case Op.Put put -> true;
      case Op.Delete delete -> false;
      case Op.Grant grant -> true;
      case Op.Revoke revoke -> false;
      case Op.Txn nested -> adds(nested);
    };
  }
}
