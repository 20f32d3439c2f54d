package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.model.RefusedException;
import io.quarterdeck.state.model.Writes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Several transactions decided one upon the other, to be made durable together.
 *
 * @param outcomes one for each request, in order; none holds before the writes are durable
 */
public record Batch(List<Outcome> outcomes, Writes writes) {

  /** A transaction that waits. */
  public record Request(Op.Txn txn, Origin origin, Past past) {}

  /** What a request is told once the batch is durable. */
  public sealed interface Outcome {}

  /**
   * It happened, or it read.
   *
   * @param revision the newest revision that the answer saw
   */
  public record Answered(Answer.Txn answer, long revision) implements Outcome {}

  /** It was refused. */
  public record Refused(Failure failure) implements Outcome {}

  public static Batch decide(Index index, List<Request> requests, Instant now) {
    Overlay pending = new Overlay(index);
    List<Outcome> outcomes = new ArrayList<>();
    List<Commit> commits = new ArrayList<>();
    List<LeaseChange> leases = new ArrayList<>();
    long revision = index.revision();
    for (Request request : requests) {
      try {
        Decision decision = Decider.decide(pending, request.txn(), revision + 1, request.past());
        if (!decision.changes().isEmpty()) {
          revision++;
          commits.add(new Commit(revision, decision.changes(), request.origin(), now));
        }
        pending.apply(decision);
        leases.addAll(decision.leases());
        outcomes.add(new Answered(decision.answer(), revision));
      } catch (RefusedException e) {
        outcomes.add(new Refused(e.failure()));
      }
    }
    return new Batch(List.copyOf(outcomes), new Writes(List.copyOf(commits), List.copyOf(leases)));
  }
}
