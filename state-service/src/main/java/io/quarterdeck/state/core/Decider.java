package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Decides one transaction against a view. Nothing is changed: the changes are its result. */
public final class Decider {
  private final Overlay view;
  private final long next;
  private final Past past;
  private final List<Change> changes = new ArrayList<>();
  private final List<LeaseChange> leases = new ArrayList<>();

  private Decider(View view, long next, Past past) {
    this.view = new Overlay(view);
    this.next = next;
    this.past = past;
  }

  /**
   * Decides a transaction.
   *
   * @param next the revision that the transaction gets if it changes a key
   */
  public static Decision decide(View view, Op.Txn txn, long next, Past past) {
    Branches branches = Branches.settle(view, txn);
    branches.check(view, past);
    Decider decider = new Decider(view, next, past);
    Answer.Txn answer = decider.txn(txn, branches);
    return new Decision(answer, List.copyOf(decider.changes), List.copyOf(decider.leases));
  }

  private Answer.Txn txn(Op.Txn txn, Branches branches) {
    List<Answer.Step> steps = new ArrayList<>();
    for (Op op : branches.taken(txn)) {
      Answer answer =
          switch (op) {
            case Op.Range range -> range(range);
            case Op.Put put -> put(put);
            case Op.Delete delete -> delete(delete);
            case Op.Grant grant -> grant(grant);
            case Op.Revoke revoke -> revoke(revoke);
            case Op.Txn nested -> txn(nested, branches);
          };
      steps.add(new Answer.Step(answer, changes.isEmpty() ? next - 1 : next));
    }
    return new Answer.Txn(branches.succeeded(txn), List.copyOf(steps));
  }

  private Answer.Range range(Op.Range range) {
    return past.answer(range).orElseGet(() -> Ranges.answer(view, range));
  }

  private Answer.Put put(Op.Put put) {
    Optional<Entry> previous = view.get(put.key());
    byte[] value = put.value();
    long lease = put.lease();
    if (put.ignoreValue() || put.ignoreLease()) {
      Entry kept = previous.orElseThrow(() -> new RefusedException(Failure.KEY_NOT_FOUND));
      value = put.ignoreValue() ? kept.value() : value;
      lease = put.ignoreLease() ? kept.lease() : lease;
    }
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

  private Answer.Grant grant(Op.Grant grant) {
    refuseIf(view.lease(grant.lease().id()).isPresent(), Failure.LEASE_EXISTS);
    change(new LeaseChange.Granted(grant.lease()));
    return new Answer.Grant(grant.lease());
  }

  private Answer.Revoke revoke(Op.Revoke revoke) {
    refuseIf(view.lease(revoke.id()).isEmpty(), Failure.LEASE_NOT_FOUND);
    SortedSet<Key> bound = view.bound(revoke.id());
    boolean forbidden =
        revoke.spared().map(range -> bound.stream().anyMatch(range::contains)).orElse(false);
    refuseIf(forbidden, Failure.PERMISSION_DENIED);
    bound.forEach(key -> change(key, Optional.empty(), view.get(key)));
    change(new LeaseChange.Revoked(revoke.id()));
    return new Answer.Revoke();
  }

  private void change(Key key, Optional<Entry> entry, Optional<Entry> previous) {
    Change change = new Change(key, entry, previous);
    view.apply(change);
    changes.add(change);
  }

  private void change(LeaseChange change) {
    view.apply(change);
    leases.add(change);
  }

  private static void refuseIf(boolean wrong, Failure failure) {
    if (wrong) {
      throw new RefusedException(failure);
    }
  }
}
