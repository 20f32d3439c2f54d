package io.quarterdeck.state.rpc;

import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.model.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what: objects are written by the gateway alone, read by the operator too, who may
 * write elsewhere. Replicas do nothing in their own name; they pass on calls of others.
 */
public record Access(Set<String> writers, Set<String> operators, Set<String> replicas) {
  private static final KeyRange OBJECTS = KeyRange.prefix(Key.of(StateKey.ROOT));

  void checkRead(Caller caller) {
    refuseUnless(writers.contains(caller.name()) || operators.contains(caller.name()));
  }

  void checkWriter(Caller caller) {
    refuseUnless(writers.contains(caller.name()) || operators.contains(caller.name()));
  }

  void check(Caller caller, Op.Txn txn) {
    checkRead(caller);
    if (!writers.contains(caller.name())) {
      refuseUnless(!writesObjects(txn));
    }
  }

  /** What a caller says of itself counts only from those who write for others. */
  Origin origin(Caller caller) {
    return writers.contains(caller.name()) ? caller.said() : new Origin(caller.name(), 0, "");
  }

  /** The keys that a caller may not delete by revoking the lease that they are bound to. */
  Optional<KeyRange> spared(Caller caller) {
    return writers.contains(caller.name()) ? Optional.empty() : Optional.of(OBJECTS);
  }

  private static boolean writesObjects(Op op) {
    return switch (op) {
      case Op.Range range -> false;
      case Op.Put put -> OBJECTS.contains(put.key());
      case Op.Delete delete -> OBJECTS.overlaps(delete.range());
      case Op.Grant grant -> false;
      // What it deletes is known only when it is decided.
      case Op.Revoke revoke -> false;
      case Op.Txn txn ->
          List.of(txn.success(), txn.failure()).stream()
              .flatMap(List::stream)
              .anyMatch(Access::writesObjects);
    };
  }

  private static void refuseUnless(boolean allowed) {
    if (!allowed) {
      throw new RefusedException(Failure.PERMISSION_DENIED);
    }
  }
}
