package io.quarterdeck.state.model;

import java.util.Arrays;

/** A condition that every key of a range has to meet. */
public record Compare(KeyRange range, Result result, Operand operand) {

  /** How the stored field has to relate to the operand. */
  public enum Result {
    EQUAL,
    GREATER,
    LESS,
    NOT_EQUAL
  }

  /** The field that is compared, and with what. */
  public sealed interface Operand {}

  /** How often the key was written since it was created. */
  public record Version(long value) implements Operand {}

  /** The revision that created the key; 0 when it does not exist. */
  public record CreateRevision(long value) implements Operand {}

  /** The revision that last wrote the key; 0 when it does not exist. */
  public record ModRevision(long value) implements Operand {}

  /** The lease that the key is bound to. */
  public record Lease(long value) implements Operand {}

  /** The value. A key that does not exist meets no condition on its value. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Value(byte[] value) implements Operand {}

  public boolean holds(Entry entry) {
    int order =
        switch (operand) {
          case Version(long value) -> Long.compare(entry.version(), value);
          case CreateRevision(long value) -> Long.compare(entry.createRevision(), value);
          case ModRevision(long value) -> Long.compare(entry.modRevision(), value);
          case Lease(long value) -> Long.compare(entry.lease(), value);
          case Value(byte[] value) -> Arrays.compareUnsigned(entry.value(), value);
        };
    return switch (result) {
      case EQUAL -> order == 0;
      case GREATER -> order > 0;
      case LESS -> order < 0;
      case NOT_EQUAL -> order != 0;
    };
  }
}
