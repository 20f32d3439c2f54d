package io.quarterdeck.state.postgres;

import io.quarterdeck.state.log.LogException;
import io.quarterdeck.state.log.LogException.Kind;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs statements that answer the epoch, and nothing when another process has taken it; tells of
 * each failure what is known about the outcome.
 */
final class FencedStatement {
  private static final String DISK_FULL = "53100";

  private final Pool pool;
  private final Duration timeout;

  FencedStatement(Pool pool, Duration timeout) {
    this.pool = pool;
    this.timeout = timeout;
  }

  CompletableFuture<Long> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .toCompletionStage()
        .toCompletableFuture()
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
