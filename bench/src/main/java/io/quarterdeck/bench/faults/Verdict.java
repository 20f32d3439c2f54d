package io.quarterdeck.bench.faults;

import io.quarterdeck.testkit.history.Event;
import io.quarterdeck.testkit.history.Linearizability;
import io.quarterdeck.testkit.history.Operation;
import io.quarterdeck.testkit.history.RevisionOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong with what was seen in a round. Pure. */
final class Verdict {
  private final List<String> violations = new ArrayList<>();

  /** Holds all answers against each other and against the log of all changes. */
  Verdict answers(List<Operation> history, List<Event> log) {
    Linearizability.violations(history)
        .forEach((key, why) -> violations.add("not linearizable, key " + key + ": " + why));
    violations.addAll(RevisionOrder.violations(history, log));
    return this;
  }

  /** Each follower saw what the log has: all of it, in order, once. */
  Verdict followed(String who, List<Event> seen, List<Event> log) {
    if (!seen.equals(log)) {
      int same = 0;
      while (same < Math.min(seen.size(), log.size()) && seen.get(same).equals(log.get(same))) {
        same++;
      }
      violations.add(
          "%s saw %d of %d changes; the first difference: %s instead of %s"
              .formatted(who, seen.size(), log.size(), at(seen, same), at(log, same)));
    }
    return this;
  }

  /** The topic of the resource ends with the state that the log leads to. */
  Verdict state(Map<String, String> published, List<Event> log) {
    Map<String, String> state = new TreeMap<>();
    for (Event event : log) {
      event
          .value()
          .ifPresentOrElse(value -> state.put(event.key(), value), () -> state.remove(event.key()));
    }
    if (!published.equals(state)) {
      violations.add("the topic holds " + published + ", the store " + state);
    }
    return this;
  }

  Verdict add(List<String> more) {
    violations.addAll(more);
    return this;
  }

  List<String> violations() {
    return violations;
  }

  private static String at(List<Event> events, int index) {
    return index < events.size() ? events.get(index).toString() : "nothing";
  }
}
