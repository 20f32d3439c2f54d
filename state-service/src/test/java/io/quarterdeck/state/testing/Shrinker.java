package io.quarterdeck.state.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds a short list that still fails, by leaving out ever smaller pieces. */
public final class Shrinker {
  private Shrinker() {}

  /** No single element can be left out of what this returns without the failure going away. */
  public static <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
    List<T> shortest = failing;
    int piece = Math.max(1, failing.size() / 2);
    while (true) {
      List<T> shorter = withoutSomePiece(shortest, piece, fails);
      if (shorter.size() < shortest.size()) {
        shortest = shorter;
      } else if (piece == 1) {
        return shortest;
      } else {
        piece /= 2;
      }
    }
  }

  private static <T> List<T> withoutSomePiece(List<T> list, int piece, Predicate<List<T>> fails) {
    for (int from = 0; from < list.size(); from += piece) {
      List<T> shorter = new ArrayList<>(list.subList(0, from));
      shorter.addAll(list.subList(Math.min(list.size(), from + piece), list.size()));
      if (fails.test(shorter)) {
        return shorter;
      }
    }
    return list;
  }
}
