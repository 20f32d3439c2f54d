package io.quarterdeck.state.postgres;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether a database can and may do what the store needs. Blocks its caller. */
public final class DatabaseCheck {
  /** What is wrong, and what is only unwise. */
  public record Findings(List<String> problems, List<String> warnings) {}

  /** What one look at the server shows. */
  record Facts(
      int version,
      boolean standby,
      boolean mayCreate,
      String encoding,
      String fsync,
      String synchronousCommit) {}

  private static final int VERSION_MIN = 150_000;
  private static final long TIMEOUT_S = 15;
  private static final String LOOK =
      """
      select current_setting('server_version_num')::int, pg_is_in_recovery(),
        coalesce(has_schema_privilege(current_schema(), 'CREATE, USAGE'), false),
        pg_encoding_to_char(d.encoding), current_setting('fsync'),
        current_setting('synchronous_commit')
      from pg_database d where d.datname = current_database()
      """;

  private final Pool pool;

  DatabaseCheck(Pool pool) {
    this.pool = pool;
  }

  public Findings run() {
    try {
      Row row =
          pool.query(LOOK)
              .execute()
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(TIMEOUT_S, TimeUnit.SECONDS)
              .join()
              .iterator()
              .next();
      return findings(
          new Facts(
              row.getInteger(0),
              row.getBoolean(1),
              row.getBoolean(2),
              row.getString(3),
              row.getString(4),
              row.getString(5)));
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      String why =
          cause instanceof TimeoutException
              ? "no answer for " + TIMEOUT_S + " s"
              : String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
      return new Findings(List.of("PostgreSQL: " + why), List.of());
    }
  }

  static Findings findings(Facts facts) {
    List<String> problems = new ArrayList<>();
    if (facts.version() < VERSION_MIN) {
      problems.add(
          "PostgreSQL %d is too old: %d is the oldest that works"
              .formatted(facts.version() / 10_000, VERSION_MIN / 10_000));
    }
    if (facts.standby()) {
      problems.add("PostgreSQL: the server is a standby; name the primary, or all servers");
    }
    if (!facts.mayCreate()) {
      problems.add("PostgreSQL: the user may not create tables in its schema");
    }
    if (!facts.encoding().equals("UTF8")) {
      problems.add("PostgreSQL: the database's encoding is " + facts.encoding() + ", not UTF8");
    }
    List<String> warnings = new ArrayList<>();
    if (!facts.fsync().equals("on")) {
      warnings.add("PostgreSQL: fsync is off: a crash of its machine may lose everything");
    }
    if (List.of("off", "local").contains(facts.synchronousCommit())) {
      warnings.add(
          "PostgreSQL: synchronous_commit is %s: a crash or a promotion may lose answered writes"
              .formatted(facts.synchronousCommit()));
    }
    return new Findings(problems, warnings);
  }
}
