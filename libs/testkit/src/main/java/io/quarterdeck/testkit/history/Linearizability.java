package io.quarterdeck.testkit.history;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether each key behaved as if every operation took effect at one moment between its call and its
 * answer, after Wing and Gong, with the refinement of Lowe that no combination of operations done
 * and value reached is searched twice. Keys are independent, so each is searched by itself. No
 * value is written twice, so one that somebody has yet to see must not be overwritten.
 */
public final class Linearizability {
  /** Beyond this the search of one key is given up, loudly. */
  private static final int CONFIGURATIONS_MAX = 5_000_000;

  private Linearizability() {}

  /** Why a history is impossible, by key; empty when it is possible. */
  public static Map<String, String> violations(List<Operation> history) {
    Map<String, List<Operation>> byKey =
        history.stream()
            .collect(Collectors.groupingBy(Operation::key, TreeMap::new, Collectors.toList()));
    Map<String, String> violations = new TreeMap<>();
    byKey.forEach(
        (key, operations) ->
            new Search(operations).violation().ifPresent(it -> violations.put(key, it)));
    return violations;
  }

  /** What has taken effect, and what that left. */
  private record Configuration(BitSet done, Optional<String> value) {}

  /** One step of the search: where it came from, and which operation is tried next. */
  private static final class Step {
    private final int operation;
    private final Optional<String> before;
    private int next;

    Step(int operation, Optional<String> before) {
      this.operation = operation;
      this.before = before;
    }
  }

  private static final class Search {
    private final List<Operation> operations;
    private final Set<Configuration> seen = new HashSet<>();
    private final List<Step> path = new ArrayList<>();
    private final BitSet done = new BitSet();
    private final Map<String, Integer> toBeSeen = new HashMap<>();
    private Optional<String> value = Optional.empty();
    private BitSet furthest = new BitSet();

    Search(List<Operation> unordered) {
      Set<Optional<String>> seen = seen(unordered);
      this.operations =
          unordered.stream()
              .filter(it -> !it.isPending() || matters(it.action(), seen))
              .sorted(Comparator.comparingLong(Operation::invoked))
              .toList();
      operations.forEach(it -> seenBy(it).ifPresent(v -> toBeSeen.merge(v, 1, Integer::sum)));
    }

    private static Set<Optional<String>> seen(List<Operation> operations) {
      return operations.stream()
          .filter(Register::sees)
          .map(Register::seenBy)
          .collect(Collectors.toSet());
    }

    private static Optional<String> seenBy(Operation operation) {
      return Register.sees(operation) ? Register.seenBy(operation) : Optional.empty();
    }

    /**
     * Whether an operation without an answer can explain anything. One that left a value which
     * nobody saw may as well not have happened, and to try it everywhere would take forever.
     */
    private static boolean matters(Action action, Set<Optional<String>> seen) {
      return switch (action) {
        case Action.Read() -> false;
        case Action.Write(Optional<String> value) -> seen.contains(value);
        case Action.CompareAndSet(Optional<String> expected, Optional<String> value) ->
            seen.contains(value);
      };
    }

    Optional<String> violation() {
      path.add(new Step(-1, value));
      while (!path.isEmpty()) {
        if (isComplete()) {
          return Optional.empty();
        }
        if (!advance(path.getLast())) {
          retreat();
        }
      }
      return Optional.of(explain());
    }

    /** Whatever has no answer need not have happened. */
    private boolean isComplete() {
      for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
        if (!operations.get(i).isPending()) {
          return false;
        }
      }
      return true;
    }

    private boolean advance(Step step) {
      long deadline = firstReturn();
      while (step.next < operations.size() && operations.get(step.next).invoked() <= deadline) {
        int candidate = step.next++;
        if (!done.get(candidate) && tries(candidate)) {
          return true;
        }
      }
      return false;
    }

    private boolean tries(int candidate) {
      Optional<Optional<String>> after = Register.apply(operations.get(candidate), value);
      if (after.isEmpty() || losesWhatIsToBeSeen(candidate, after.get())) {
        return false;
      }
      BitSet then = (BitSet) done.clone();
      then.set(candidate);
      if (!seen.add(new Configuration(then, after.get()))) {
        return false;
      }
      if (seen.size() > CONFIGURATIONS_MAX) {
        throw new IllegalStateException("too much happens at once to be searched");
      }
      path.add(new Step(candidate, value));
      done.set(candidate);
      seenBy(operations.get(candidate)).ifPresent(it -> toBeSeen.merge(it, -1, Integer::sum));
      value = after.get();
      if (done.cardinality() > furthest.cardinality()) {
        furthest = then;
      }
      return true;
    }

    private boolean losesWhatIsToBeSeen(int candidate, Optional<String> after) {
      if (value.isEmpty() || value.equals(after)) {
        return false;
      }
      int own = seenBy(operations.get(candidate)).equals(value) ? 1 : 0;
      return toBeSeen.getOrDefault(value.get(), 0) > own;
    }

    private void retreat() {
      Step last = path.removeLast();
      if (last.operation >= 0) {
        done.clear(last.operation);
        seenBy(operations.get(last.operation)).ifPresent(it -> toBeSeen.merge(it, 1, Integer::sum));
        value = last.before;
      }
    }

    /** Nothing that was called after this can come next: an answer before it is still open. */
    private long firstReturn() {
      long first = Operation.NEVER;
      for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
        if (operations.get(i).invoked() > first) {
          break;
        }
        first = Math.min(first, operations.get(i).returned());
      }
      return first;
    }

    private String explain() {
      StringBuilder text =
          new StringBuilder("no order explains these, after all that came before:");
      int shown = 0;
      for (int i = furthest.nextClearBit(0);
          i < operations.size() && shown < 10;
          i = furthest.nextClearBit(i + 1), shown++) {
        text.append("\n  ").append(operations.get(i));
      }
      return text.toString();
    }
  }
}
