package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.Op.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a range answers, given the keys that exist. */
public final class Ranges {
  private Ranges() {}

  public static Answer.Range answer(View view, Op.Range op) {
    return op.countOnly()
        ? answer(new Slice(List.of(), view.count(op.range())), op)
        : answer(view.slice(op.range(), entriesMax(op)), op);
  }

  /** The same for a slice that was read elsewhere: of an older revision. */
  public static Answer.Range answer(Slice slice, Op.Range op) {
    if (op.countOnly()) {
      return new Answer.Range(List.of(), false, slice.count(), op.keysOnly());
    }
    List<Entry> admitted = admitted(slice.entries(), op.bounds());
    List<Entry> sorted = sorted(admitted, op.sort());
    boolean more = op.limit() > 0 && sorted.size() > op.limit();
    // A copy, so that an answer does not hold a whole resource in memory.
    List<Entry> shown = more ? List.copyOf(sorted.subList(0, (int) op.limit())) : sorted;
    return new Answer.Range(shown, more, slice.count(), op.keysOnly());
  }

  /**
   * How many entries an answer is made of. etcd looks no further than one key behind the limit
   * where no order is asked for.
   */
  public static long entriesMax(Op.Range op) {
    if (op.countOnly()) {
      return 0;
    }
    boolean everything =
        op.limit() <= 0
            || op.sort().order() != Sort.Order.NONE
            || !op.bounds().equals(Op.RevisionBounds.NONE);
    return everything ? Long.MAX_VALUE : op.limit() + 1;
  }

  private static List<Entry> admitted(List<Entry> entries, Op.RevisionBounds bounds) {
    return bounds.equals(Op.RevisionBounds.NONE)
        ? entries
        : entries.stream().filter(bounds::admits).toList();
  }

  private static List<Entry> sorted(List<Entry> entries, Sort sort) {
    boolean inKeyOrder = sort.target() == Sort.Target.KEY && sort.order() != Sort.Order.DESCEND;
    if (inKeyOrder) {
      return entries;
    }
    Comparator<Entry> ascending = comparator(sort.target());
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(sort.order() == Sort.Order.DESCEND ? ascending.reversed() : ascending);
    return sorted;
  }

  private static Comparator<Entry> comparator(Sort.Target target) {
    return switch (target) {
      case KEY -> Comparator.comparing(Entry::key);
      case VERSION -> Comparator.comparingLong(Entry::version);
      case CREATE -> Comparator.comparingLong(Entry::createRevision);
      case MOD -> Comparator.comparingLong(Entry::modRevision);
      case VALUE -> (left, right) -> Arrays.compareUnsigned(left.value(), right.value());
    };
  }
}
