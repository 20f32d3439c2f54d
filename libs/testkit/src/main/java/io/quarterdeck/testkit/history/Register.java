package io.quarterdeck.testkit.history;

import java.util.Optional;

/** The sequential behaviour of one key: what an operation may answer, and what it leaves. Pure. */
final class Register {
  private Register() {}

  /**
   * The value after an operation took effect on a value; empty when it cannot have answered what it
   * did.
   */
  static Optional<Optional<String>> apply(Operation operation, Optional<String> value) {
    return switch (operation.action()) {
      case Action.Read() -> unchanged(operation.outcome(), value);
      case Action.Write(Optional<String> written) -> Optional.of(written);
      case Action.CompareAndSet(Optional<String> expected, Optional<String> next) ->
          compareAndSet(operation.outcome(), value, expected, next);
    };
  }

  /** Whether an operation's answer tells the value that it met. */
  static boolean sees(Operation operation) {
    return operation.outcome() instanceof Outcome.Saw
        || (operation.outcome() instanceof Outcome.Written
            && operation.action() instanceof Action.CompareAndSet);
  }

  /** The value that an operation met. */
  static Optional<String> seenBy(Operation operation) {
    return switch (operation.outcome()) {
      case Outcome.Saw(Optional<String> value) -> value;
      case Outcome.Written() when operation.action() instanceof Action.CompareAndSet swap ->
          swap.expected();
      case Outcome.Written written ->
          throw new IllegalArgumentException("nothing was seen by " + operation);
      case Outcome.Unknown unknown ->
          throw new IllegalArgumentException("nothing was seen by " + operation);
    };
  }

  private static Optional<Optional<String>> compareAndSet(
      Outcome outcome, Optional<String> value, Optional<String> expected, Optional<String> next) {
    boolean equal = value.equals(expected);
    return switch (outcome) {
      case Outcome.Written() -> equal ? Optional.of(next) : Optional.empty();
      case Outcome.Saw saw -> equal ? Optional.empty() : unchanged(saw, value);
      case Outcome.Unknown() -> Optional.of(equal ? next : value);
    };
  }

  private static Optional<Optional<String>> unchanged(Outcome outcome, Optional<String> value) {
    boolean possible =
        switch (outcome) {
          case Outcome.Saw(Optional<String> seen) -> seen.equals(value);
          case Outcome.Unknown() -> true;
          case Outcome.Written() -> false;
        };
    return possible ? Optional.of(value) : Optional.empty();
  }
}
