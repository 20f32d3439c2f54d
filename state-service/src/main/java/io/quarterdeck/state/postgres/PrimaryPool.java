package io.quarterdeck.state.postgres;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Connects to the one server that is no standby, looking again for each new connection: one that
 * was promoted is found by itself. What was read from a standby could be older than what was
 * answered already.
 */
@Singleton
public class PrimaryPool implements PgPoolCreator {
  private static final int CONNECT_TIMEOUT_MS = 3_000;

  /** A paused process must not hold what others wait for. */
  private static final String IDLE_IN_TRANSACTION_MS = "10000";

  private final DatabaseAddress address;
  private final PasswordFile credentials;

  public PrimaryPool(
      @ConfigProperty(name = "quarterdeck.database.url") String url, PasswordFile credentials) {
    this.address = DatabaseAddress.parse(url);
    this.credentials = credentials;
  }

  @Override
  public Pool create(Input input) {
    return create(input.vertx(), input.poolOptions());
  }

  Pool create(Vertx vertx, PoolOptions options) {
    return PgBuilder.pool().with(options).connectingTo(() -> primary(vertx)).using(vertx).build();
  }

  private Future<SqlConnectOptions> primary(Vertx vertx) {
    List<PgConnectOptions> servers = address.options().stream().map(this::own).toList();
    return servers.size() == 1
        ? Future.succeededFuture(servers.getFirst())
        : primary(vertx, servers, "");
  }

  private Future<SqlConnectOptions> primary(
      Vertx vertx, List<PgConnectOptions> servers, String failures) {
    if (servers.isEmpty()) {
      return Future.failedFuture("no server is the primary:" + failures);
    }
    PgConnectOptions first = servers.getFirst();
    return isPrimary(vertx, first)
        .transform(
            looked -> {
              if (looked.succeeded() && looked.result()) {
                return Future.succeededFuture(first);
              }
              String why = looked.succeeded() ? "is a standby" : looked.cause().getMessage();
              String all = failures + " " + first.getHost() + ":" + first.getPort() + " " + why;
              return primary(vertx, servers.subList(1, servers.size()), all + ";");
            });
  }

  private static Future<Boolean> isPrimary(Vertx vertx, PgConnectOptions server) {
    return PgConnection.connect(vertx, server)
        .compose(
            connection ->
                connection
                    .query("select not pg_is_in_recovery()")
                    .execute()
                    .map(rows -> rows.iterator().next().getBoolean(0))
                    .onComplete(done -> connection.close()));
  }

  private PgConnectOptions own(PgConnectOptions server) {
    Map<String, String> login = credentials.getCredentials("");
    server
        .setUser(login.get(PasswordFile.USER_PROPERTY_NAME))
        .setPassword(login.get(PasswordFile.PASSWORD_PROPERTY_NAME))
        .setCachePreparedStatements(true)
        .setConnectTimeout(CONNECT_TIMEOUT_MS)
        .setTcpKeepAlive(true);
    return server
        .addProperty("application_name", "quarterdeck-state-service")
        .addProperty("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION_MS);
  }
}
