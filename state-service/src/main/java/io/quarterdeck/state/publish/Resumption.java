package io.quarterdeck.state.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How publication goes on, given how far the topics and the database are. Pure. */
sealed interface Resumption {

  /** What is missing follows this revision. */
  record GoOn(long revision) implements Resumption {}

  /** The topics are empty, half filled, or so old that history does not tell what they miss. */
  record Refill() implements Resumption {}

  /** The topics know of what the database has lost: only a new incarnation is beyond both. */
  record Renew(long beyond) implements Resumption {}

  /**
   * Where the database stands.
   *
   * @param base where the incarnation's revisions begin
   * @param complete the revision after which history tells everything
   */
  record Database(String incarnation, long base, long newest, long complete) {}

  /**
   * Decides.
   *
   * @param committed when the database committed the cursor's revision; empty where its history
   *     does not tell
   */
  static Resumption of(Optional<Cursor> cursor, Database database, Optional<Instant> committed) {
    if (cursor.isEmpty()) {
      return new Refill();
    }
    Cursor last = cursor.get();
    if (!last.incarnation().equals(database.incarnation())) {
      return last.revision() < database.base() ? new Refill() : new Renew(last.revision());
    }
    if (last.revision() > database.newest() || !sameHistory(last.time(), committed)) {
      return new Renew(last.revision());
    }
    return last.refilling() || last.revision() < database.complete()
        ? new Refill()
        : new GoOn(last.revision());
  }

  /** The database keeps a time less precisely than it was told. */
  private static boolean sameHistory(Optional<Instant> published, Optional<Instant> committed) {
    return published.isEmpty()
        || committed.isEmpty()
        || Duration.between(published.get(), committed.get()).abs().toMillis() == 0;
  }
}
