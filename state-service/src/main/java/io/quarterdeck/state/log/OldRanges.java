package io.quarterdeck.state.log;

import io.quarterdeck.state.core.Past;
import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads what a transaction asks of older revisions before it is decided: history does not change,
 * so it may be read early, and deciding stays free of I/O.
 */
final class OldRanges {
  private OldRanges() {}

  static CompletionStage<Past> read(
      Op.Txn txn, Function<Op.Range, CompletionStage<Answer.Range>> reader) {
    List<Op.Range> ranges = new ArrayList<>();
    collect(txn, ranges);
    CompletionStage<Past> all = CompletableFuture.completedFuture(Past.NONE);
    for (Op.Range range : ranges) {
      all = all.thenCombine(with(range, reader.apply(range)), (past, add) -> add.apply(past));
    }
    return all;
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

  private static CompletionStage<UnaryOperator<Past>> with(
      Op.Range range, CompletionStage<Answer.Range> reading) {
    return reading.handle(
        (answer, failure) -> {
          if (failure == null) {
            return past -> past.with(range, answer);
          }
          Failure refusal = RefusedException.failureOf(failure).orElseThrow(() -> wrap(failure));
          return past -> past.with(range, refusal);
        });
  }

  private static CompletionException wrap(Throwable failure) {
    return failure instanceof CompletionException known ? known : new CompletionException(failure);
  }
}
