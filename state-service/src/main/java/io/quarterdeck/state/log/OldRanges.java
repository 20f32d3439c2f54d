package io.quarterdeck.state.log;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads what a transaction asks of older revisions before it is decided: history does not change,
 * so it may be read early, and deciding stays free of I/O.
 */
final class OldRanges {
  private OldRanges() {}

  static CompletionStage<Map<Op.Range, Answer.Range>> read(
      Op.Txn txn, Function<Op.Range, CompletionStage<Answer.Range>> reader) {
    List<Op.Range> ranges = new ArrayList<>();
    collect(txn, ranges);
    CompletionStage<Map<Op.Range, Answer.Range>> all = CompletableFuture.completedFuture(Map.of());
    for (Op.Range range : ranges) {
      all = all.thenCombine(reader.apply(range), (known, answer) -> with(known, range, answer));
    }
    return all;
  }

  /** Whether a transaction could change anything. */
  static boolean writes(Op.Txn txn) {
    return txn.success().stream().anyMatch(OldRanges::writes)
        || txn.failure().stream().anyMatch(OldRanges::writes);
  }

  private static boolean writes(Op op) {
    return switch (op) {
      case Op.Range range -> false;
      case Op.Put put -> true;
      case Op.Delete delete -> true;
      case Op.Txn nested -> writes(nested);
    };
  }

  private static void collect(Op.Txn txn, List<Op.Range> ranges) {
    for (List<Op> branch : List.of(txn.success(), txn.failure())) {
      for (Op op : branch) {
        if (op instanceof Op.Range range && range.revision() > 0) {
          ranges.add(range);
        } else if (op instanceof Op.Txn nested) {
          collect(nested, ranges);
        }
      }
    }
  }

  private static Map<Op.Range, Answer.Range> with(
      Map<Op.Range, Answer.Range> known, Op.Range range, Answer.Range answer) {
    Map<Op.Range, Answer.Range> more = new HashMap<>(known);
    more.put(range, answer);
    return more;
  }
}
