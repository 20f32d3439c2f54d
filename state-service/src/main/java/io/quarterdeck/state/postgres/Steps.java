package io.quarterdeck.state.postgres;

import io.quarterdeck.state.log.LogException;
import io.quarterdeck.state.log.LogException.Kind;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Short transactions of work in the background, on the caller's thread, which they block. */
final class Steps {
  private static final String EPOCH =
      "select epoch from leader where id = 1 and epoch = $1 for update";
  private static final long CALL_TIMEOUT_S = 60;

  private final Pool pool;

  Steps(Pool pool) {
    this.pool = pool;
  }

  /** Work that counts only while the epoch is the newest. */
  <T> T leading(long epoch, Function<SqlConnection, T> work) {
    return transaction(
        connection -> {
          T result = work.apply(connection);
          // Last, so that commits wait for this row no longer than this commit takes.
          if (rows(connection, EPOCH, Tuple.of(epoch)).size() == 0) {
            throw new LogException(Kind.FENCED, "another process has taken the epoch");
          }
          return result;
        });
  }

  <T> T transaction(Function<SqlConnection, T> work) {
    return connected(
        connection -> {
          Transaction transaction = await(connection.begin());
          try {
            T result = work.apply(connection);
            await(transaction.commit());
            return result;
          } catch (RuntimeException e) {
            var unused = transaction.rollback();
            throw e;
          }
        });
  }

  <T> T connected(Function<SqlConnection, T> work) {
    SqlConnection connection = await(pool.getConnection());
    try {
      return work.apply(connection);
    } finally {
      var unused = connection.close();
    }
  }

  static RowSet<Row> rows(SqlConnection connection, String sql, Tuple parameters) {
    return await(connection.preparedQuery(sql).execute(parameters));
  }

  /** Without parameters, and not prepared: statements that shape tables. */
  static RowSet<Row> run(SqlConnection connection, String sql) {
    return await(connection.query(sql).execute());
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(CALL_TIMEOUT_S, TimeUnit.SECONDS)
        .join();
  }
}
