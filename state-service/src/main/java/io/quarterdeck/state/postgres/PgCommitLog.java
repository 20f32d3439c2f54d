package io.quarterdeck.state.postgres;

import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.log.LogException;
import io.quarterdeck.state.log.LogException.Kind;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Writes;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

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

  private static final String DISK_FULL = "53100";
  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final Pool pool;
  private final Partitions partitions;
  private final String holder;
  private final Duration timeout;

  PgCommitLog(Pool pool, Partitions partitions, String holder, Duration timeout) {
    this.pool = pool;
    this.partitions = partitions;
    this.holder = holder;
    this.timeout = timeout;
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
            done -> leading(BatchStatement.sql(writes), BatchStatement.parameters(epoch, writes)))
        .thenAccept(newest -> {});
  }

  @Override
  public CompletionStage<Void> confirm(long epoch) {
    return leading(CONFIRM, Tuple.of(epoch)).thenAccept(newest -> {});
  }

  @Override
  public CompletionStage<Void> compact(long epoch, long revision) {
    return leading(COMPACT, Tuple.of(epoch, revision)).thenAccept(newest -> {});
  }

  @Override
  public CompletionStage<Long> retake() {
    return leading(RETAKE, Tuple.of(holder));
  }

  /** A statement that answers the epoch, and nothing when another process has taken it. */
  private CompletableFuture<Long> leading(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .handle((rows, failure) -> failure == null ? epoch(rows) : fail(failure));
  }

  private static long epoch(RowSet<Row> rows) {
    for (Row row : rows) {
      return row.getLong(0);
    }
    throw new LogException(Kind.FENCED, "another process has taken the epoch");
  }

  private static long fail(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    throw new LogException(kind(cause), String.valueOf(cause.getMessage()), cause);
  }

  /** An error that the server answers means a rollback, unless it says that it is going away. */
  private static Kind kind(Throwable failure) {
    if (failure instanceof PgException error && error.getSqlState() != null) {
      String state = error.getSqlState();
      if (state.equals(DISK_FULL)) {
        return Kind.FULL;
      }
      return state.startsWith("08") || state.startsWith("57") ? Kind.UNKNOWN : Kind.REFUSED;
    }
    return Kind.UNKNOWN;
  }
}
