package io.quarterdeck.testkit.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds answers against the log of all changes. Since an answer names its revision, the order that
 * explains it need not be searched: it is the order of revisions, over all keys, and it has to
 * agree with the clock.
 */
public final class RevisionOrder {
  private final NavigableMap<Long, Event> log = new TreeMap<>();
  private final Map<String, NavigableMap<Long, Optional<String>>> keys = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  private RevisionOrder() {}

  /** What is wrong; empty when nothing is. */
  public static List<String> violations(List<Operation> history, List<Event> log) {
    RevisionOrder order = new RevisionOrder();
    log.forEach(order::add);
    history.stream().filter(it -> it.revision() > 0).forEach(order::checkAnswer);
    order.checkClock(history);
    return order.violations;
  }

  private void add(Event event) {
    if (log.put(event.revision(), event) != null) {
      violations.add("two changes have the revision of " + event);
    }
    keys.computeIfAbsent(event.key(), key -> new TreeMap<>()).put(event.revision(), event.value());
  }

  private void checkAnswer(Operation operation) {
    switch (operation.outcome()) {
      case Outcome.Written() -> checkWrite(operation);
      case Outcome.Saw(Optional<String> value) -> {
        Optional<String> then = at(operation.key(), operation.revision());
        if (!then.equals(value)) {
          violations.add("the key had the value " + then + " when it was seen in " + operation);
        }
      }
      case Outcome.Unknown() -> violations.add("no answer names a revision in " + operation);
    }
  }

  private void checkWrite(Operation operation) {
    Optional<Event> event = Optional.ofNullable(log.get(operation.revision()));
    Event expected = new Event(operation.revision(), operation.key(), written(operation.action()));
    if (!event.equals(Optional.of(expected))) {
      violations.add("the log has " + event + " for " + operation);
    }
    if (operation.action() instanceof Action.CompareAndSet swap
        && !at(operation.key(), operation.revision() - 1).equals(swap.expected())) {
      violations.add("the key had another value before " + operation);
    }
  }

  private static Optional<String> written(Action action) {
    return switch (action) {
      case Action.Read() -> Optional.empty();
      case Action.Write(Optional<String> value) -> value;
      case Action.CompareAndSet(Optional<String> expected, Optional<String> value) -> value;
    };
  }

  private Optional<String> at(String key, long revision) {
    return Optional.ofNullable(keys.get(key))
        .map(values -> values.floorEntry(revision))
        .flatMap(Map.Entry::getValue);
  }

  /** Whoever asks after an answer was given is not answered with an older revision. */
  private void checkClock(List<Operation> history) {
    List<Operation> byInvocation =
        history.stream()
            .filter(it -> it.revision() > 0)
            .sorted(Comparator.comparingLong(Operation::invoked))
            .toList();
    List<Operation> byReturn =
        byInvocation.stream().sorted(Comparator.comparingLong(Operation::returned)).toList();
    Optional<Operation> newest = Optional.empty();
    int next = 0;
    for (Operation operation : byInvocation) {
      while (byReturn.get(next).returned() < operation.invoked()) {
        Operation before = byReturn.get(next++);
        if (newest.map(Operation::revision).orElse(0L) < before.revision()) {
          newest = Optional.of(before);
        }
      }
      long floor = newest.map(Operation::revision).orElse(0L);
      boolean wrote = operation.outcome() instanceof Outcome.Written;
      if (operation.revision() < floor || (wrote && operation.revision() == floor)) {
        violations.add(operation + " came after " + newest + " and is older");
      }
    }
  }
}
