package io.quarterdeck.state.postgres;

import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Writes;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The log in PostgreSQL. Each call is one statement that commits by itself. */
final class PgCommitLog implements CommitLog {
  private static final String CONFIRM = "select epoch from leader where id = 1 and epoch = $1";
  private static final String COMPACT =
      """
      with held as materialized (
        select epoch from leader where id = 1 and epoch = $1 for update)
      update cluster_meta set compact_revision = greatest(compact_revision, $2) from held
      where id = 1 returning held.epoch
      """;
  // The holder's name is unique for each process start, so finding it means nobody came between.
  private static final String RETAKE =
      """
      update leader set epoch = epoch + 1, taken_at = now() where id = 1 and holder = $1
      returning epoch
      """;

  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final FencedStatement fenced;
  private final Partitions partitions;
  private final String holder;

  PgCommitLog(Pool pool, Partitions partitions, String holder, Duration timeout) {
    this.fenced = new FencedStatement(pool, timeout);
    this.partitions = partitions;
    this.holder = holder;
  }

  @Override
  public CompletionStage<Void> append(long epoch, Writes writes) {
    List<Commit> commits = writes.commits();
    CompletionStage<Void> ready =
        commits.isEmpty()
            ? DONE
            : partitions.reach(commits.getFirst().revision(), commits.getLast().revision());
    return ready
        .thenCompose(
            done ->
                fenced.run(BatchStatement.sql(writes), BatchStatement.parameters(epoch, writes)))
        .thenAccept(newest -> {});
  }

  @Override
  public CompletionStage<Void> confirm(long epoch) {
    return fenced.run(CONFIRM, Tuple.of(epoch)).thenAccept(newest -> {});
  }

  @Override
  public CompletionStage<Void> compact(long epoch, long revision) {
    return fenced.run(COMPACT, Tuple.of(epoch, revision)).thenAccept(newest -> {});
  }

  @Override
  public CompletionStage<Long> retake() {
    return fenced.run(RETAKE, Tuple.of(holder));
  }
}
