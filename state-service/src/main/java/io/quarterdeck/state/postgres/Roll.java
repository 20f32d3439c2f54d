package io.quarterdeck.state.postgres;

import io.quarterdeck.state.replica.Member;
import io.quarterdeck.state.replica.Sighting;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The replicas on the database: this one's sign of life, and a look at the others. A sign of life
 * is no commit that anybody waits for, so it does not wait for the disk. Blocks its callers, and is
 * not for more than one at a time but for {@link #members}.
 */
public final class Roll {
  private static final String BEAT =
      """
      with quick as materialized (select set_config('synchronous_commit', 'off', true))
      insert into replica (holder, address, beat, session, seen_at)
      select $1, $2, 1, pg_backend_pid(), now() from quick
      on conflict (holder) do update
      set beat = replica.beat + 1, session = excluded.session, seen_at = excluded.seen_at
      """;
  private static final String LOOK =
      """
      select l.epoch, l.holder, coalesce(r.address, ''), coalesce(r.beat, 0),
        exists (select from pg_stat_activity a where a.pid = r.session)
      from leader l left join replica r on r.holder = l.holder where l.id = 1
      """;
  private static final String MEMBERS =
      """
      select holder, address from replica where seen_at > now() - interval '5 seconds'
      order by address
      """;
  private static final String FORGET =
      "delete from replica where seen_at < now() - interval '1 minute'";
  private static final String GIVE_UP =
      """
      with gone as (delete from replica where holder = $1)
      update leader set holder = '' where id = 1 and holder = $1
      """;
  private static final long TIMEOUT_MS = 1_000;

  private final Pool pool;
  private final Member self;
  // Its session shows the others that this process lives, so it stays out of the pool.
  private @Nullable SqlConnection connection;

  Roll(Pool pool, Member self) {
    this.pool = pool;
    this.self = self;
  }

  /** Shows that this process lives. */
  public void beat() {
    SqlConnection session = connection;
    if (session == null) {
      session = await(pool.getConnection().toCompletionStage());
      connection = session;
      rows(session.query(FORGET).execute().toCompletionStage());
    }
    try {
      rows(
          session
              .preparedQuery(BEAT)
              .execute(Tuple.of(self.holder(), self.address()))
              .toCompletionStage());
    } catch (RuntimeException e) {
      connection = null;
      var unused = session.close();
      throw e;
    }
  }

  public Sighting look() {
    Row row = rows(pool.preparedQuery(LOOK).execute().toCompletionStage()).iterator().next();
    return new Sighting(
        row.getLong(0), row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4));
  }

  /** Those that live. Does not block. */
  public CompletionStage<List<Member>> members() {
    return pool.preparedQuery(MEMBERS)
        .execute()
        .toCompletionStage()
        .thenApply(
            rows -> {
              List<Member> members = new ArrayList<>();
              rows.forEach(row -> members.add(new Member(row.getString(0), row.getString(1))));
              return members;
            });
  }

  /** Says that this process ends, and that nobody leads if it did. */
  public void leave() {
    rows(pool.preparedQuery(GIVE_UP).execute(Tuple.of(self.holder())).toCompletionStage());
  }

  private static RowSet<Row> rows(CompletionStage<RowSet<Row>> query) {
    return await(query);
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(TIMEOUT_MS, TimeUnit.MILLISECONDS).join();
  }
}
