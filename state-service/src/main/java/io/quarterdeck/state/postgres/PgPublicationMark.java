package io.quarterdeck.state.postgres;

import io.quarterdeck.state.publish.PublicationMark;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The mark in PostgreSQL. It does not lock the epoch, for which commits would wait: one that a
 * deposed leader raises is true all the same.
 */
final class PgPublicationMark implements PublicationMark {
  private static final String RAISE =
      """
      update cluster_meta set published_revision = greatest(published_revision, $2)
      from leader where leader.id = 1 and leader.epoch = $1 and cluster_meta.id = 1
      returning leader.epoch
      """;

  private final FencedStatement fenced;

  PgPublicationMark(Pool pool, Duration timeout) {
    this.fenced = new FencedStatement(pool, timeout);
  }

  @Override
  public CompletionStage<Void> raise(long epoch, long revision) {
    return fenced.run(RAISE, Tuple.of(epoch, revision)).thenAccept(held -> {});
  }
}
