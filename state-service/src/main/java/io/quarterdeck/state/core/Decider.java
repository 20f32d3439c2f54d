package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Compare;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides one transaction against a view. Nothing is changed: the changes are its result. */
public final class Decider {
  private final Overlay view;
  private final long next;
  private final Map<Op.Range, Answer.Range> past;
  private final List<Change> changes = new ArrayList<>();

  private Decider(View view, long next, Map<Op.Range, Answer.Range> past) {
    this.view = new Overlay(view);
    this.next = next;
    this.past = past;
  }

  /**
   * Decides a transaction.
   *
   * @param next the revision that the transaction gets if it changes something
   * @param past the answers of its ranges at older revisions, read beforehand
   */
  public static Decision decide(
      View view, Op.Txn txn, long next, Map<Op.Range, Answer.Range> past) {
    Decider decider = new Decider(view, next, past);
    Answer.Txn answer = decider.txn(txn);
    return new Decision(answer, List.copyOf(decider.changes));
  }

  private Answer.Txn txn(Op.Txn txn) {
    boolean succeeded = txn.compares().stream().allMatch(this::holds);
    List<Answer> answers = new ArrayList<>();
    for (Op op : succeeded ? txn.success() : txn.failure()) {
      answers.add(
          switch (op) {
            case Op.Range range -> range(range);
            case Op.Put put -> put(put);
            case Op.Delete delete -> delete(delete);
            case Op.Txn nested -> txn(nested);
          });
    }
    return new Answer.Txn(succeeded, List.copyOf(answers));
  }

  private boolean holds(Compare compare) {
    List<Entry> entries = view.range(compare.range());
    if (!entries.isEmpty()) {
      return entries.stream().allMatch(compare::holds);
    }
    // etcd: nothing there counts as a key with all numbers 0, and fails every value comparison.
    return !(compare.operand() instanceof Compare.Value)
        && compare.holds(new Entry(compare.range().from(), new byte[0], 0, 0, 0, 0));
  }

  private Answer.Range range(Op.Range range) {
    Answer.Range read = past.get(range);
    return read == null ? Ranges.answer(view, range) : read;
  }

  private Answer.Put put(Op.Put put) {
    Optional<Entry> previous = view.get(put.key());
    if ((put.ignoreValue() || put.ignoreLease()) && previous.isEmpty()) {
      throw new RefusedException(Failure.KEY_NOT_FOUND);
    }
    if (put.lease() != 0) {
      throw new RefusedException(Failure.LEASE_NOT_FOUND);
    }
    byte[] value = put.ignoreValue() ? previous.get().value() : put.value();
    long lease = put.ignoreLease() ? previous.get().lease() : put.lease();
    long created = previous.map(Entry::createRevision).orElse(next);
    long version = previous.map(Entry::version).orElse(0L) + 1;
    Entry entry = new Entry(put.key(), value, created, next, version, lease);
    change(put.key(), Optional.of(entry), previous);
    return new Answer.Put(put.prevKv() ? previous : Optional.empty());
  }

  private Answer.Delete delete(Op.Delete delete) {
    List<Entry> found = List.copyOf(view.range(delete.range()));
    found.forEach(entry -> change(entry.key(), Optional.empty(), Optional.of(entry)));
    return new Answer.Delete(found.size(), delete.prevKv() ? found : List.of());
  }

  private void change(Key key, Optional<Entry> entry, Optional<Entry> previous) {
    Change change = new Change(key, entry, previous);
    view.apply(change);
    changes.add(change);
  }
}
