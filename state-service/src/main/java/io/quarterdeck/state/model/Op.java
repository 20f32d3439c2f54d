package io.quarterdeck.state.model;

import java.util.List;
import java.util.Optional;

/** One operation of a transaction, in etcd's terms. */
public sealed interface Op {

  /**
   * Reads a range.
   *
   * @param limit 0 for no limit
   * @param revision 0 for the newest
   */
  record Range(
      KeyRange range,
      long limit,
      long revision,
      Sort sort,
      boolean keysOnly,
      boolean countOnly,
      RevisionBounds bounds)
      implements Op {

    public static Range of(KeyRange range) {
      return new Range(range, 0, 0, Sort.BY_KEY, false, false, RevisionBounds.NONE);
    }

    public Range at(long atRevision) {
      return new Range(range, limit, atRevision, sort, keysOnly, countOnly, bounds);
    }
  }

  /** Writes a key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Put(
      Key key, byte[] value, long lease, boolean prevKv, boolean ignoreValue, boolean ignoreLease)
      implements Op {

    public static Put of(Key key, byte[] value) {
      return new Put(key, value, 0, false, false, false);
    }
  }

  /** Deletes a range. */
  record Delete(KeyRange range, boolean prevKv) implements Op {}

  /** Grants a lease. Clients ask for it alone, never within a transaction. */
  record Grant(Lease lease) implements Op {}

  /**
   * Revokes a lease and deletes the keys that are bound to it. Never within a client's transaction.
   *
   * @param spared keys that the caller may not delete: with one of them bound it is refused
   */
  record Revoke(long id, Optional<KeyRange> spared) implements Op {}

  /** Compares, then does the one or the other list of operations. */
  record Txn(List<Compare> compares, List<Op> success, List<Op> failure) implements Op {

    public static Txn of(Op op) {
      return new Txn(List.of(), List.of(op), List.of());
    }
  }

  /** The order of a range's answer. */
  record Sort(Target target, Order order) {
    public static final Sort BY_KEY = new Sort(Target.KEY, Order.NONE);

    /** By which field. */
    public enum Target {
      KEY,
      VERSION,
      CREATE,
      MOD,
      VALUE
    }

    /** In which direction. */
    public enum Order {
      NONE,
      ASCEND,
      DESCEND
    }
  }

  /** Keeps only keys whose revisions lie in these bounds; 0 means unbounded. */
  record RevisionBounds(long minMod, long maxMod, long minCreate, long maxCreate) {
    public static final RevisionBounds NONE = new RevisionBounds(0, 0, 0, 0);

    public boolean admits(Entry entry) {
      return (minMod == 0 || entry.modRevision() >= minMod)
          && (maxMod == 0 || entry.modRevision() <= maxMod)
          && (minCreate == 0 || entry.createRevision() >= minCreate)
          && (maxCreate == 0 || entry.createRevision() <= maxCreate);
    }
  }
}
