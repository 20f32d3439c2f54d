package io.quarterdeck.state.postgres;

import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.testkit.TestStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.flywaydb.core.Flyway;

/** The tables in a schema of their own, and statements against them. */
final class TestDatabase implements AutoCloseable {
  private static final long TIMEOUT_S = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  private TestDatabase(PgConnectOptions options) {
    this.pool =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(4))
            .connectingTo(options)
            .using(vertx)
            .build();
  }

  static TestDatabase open(TestStores stores, String schema) {
    PostgresServer postgres = stores.postgres();
    Flyway.configure()
        .dataSource("jdbc:" + postgres.url(), postgres.username(), postgres.password())
        .schemas(schema)
        .load()
        .migrate();
    return connect(postgres, schema, postgres.username(), postgres.password());
  }

  /** Connects as the one who may do what the service may not, like making roles. */
  static TestDatabase superuser(TestStores stores, String schema) {
    PostgresServer postgres = stores.postgres();
    try {
      Path password = postgres.passwordFile().resolveSibling("superuser-password");
      return connect(postgres, schema, "postgres", Files.readString(password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestDatabase connect(
      PostgresServer postgres, String schema, String user, String password) {
    return new TestDatabase(
        PgConnectOptions.fromUri(postgres.url())
            .setUser(user)
            .setPassword(password)
            .setProperties(Map.of("search_path", schema)));
  }

  Pool pool() {
    return pool;
  }

  List<Row> rows(String sql) {
    RowSet<Row> rows = await(pool.query(sql).execute());
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  long number(String sql) {
    return rows(sql).getFirst().getLong(0);
  }

  static <T> T await(Future<T> future) {
    return await(future.toCompletionStage());
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(TIMEOUT_S, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    await(pool.close());
    await(vertx.close());
  }
}
