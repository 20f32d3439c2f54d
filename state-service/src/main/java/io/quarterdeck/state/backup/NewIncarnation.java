package io.quarterdeck.state.backup;

import io.quarterdeck.state.log.Incarnations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** Lets revisions begin beyond all that anybody can have seen since the backup was taken. */
final class NewIncarnation {
  /** More than a cluster commits, so that one that went on after its backup is passed by too. */
  private static final long REVISIONS_PER_SECOND_MAX = 10_000;

  private static final String BEGIN =
      """
      with beginning as (
        select ?::bigint + ?::bigint + ?::bigint
          * greatest(0, ceil(extract(epoch from now() - ?::timestamptz)))::bigint as revision)
      update cluster_meta set
        incarnation = left(replace(gen_random_uuid()::text, '-', ''), 12),
        base_revision = beginning.revision, compact_revision = beginning.revision
      from beginning where id = 1
      """;

  private NewIncarnation() {}

  static void begin(Manifest.Point taken, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
      statement.setLong(1, taken.revision());
      statement.setLong(2, Incarnations.GAP);
      statement.setLong(3, REVISIONS_PER_SECOND_MAX);
      statement.setObject(4, taken.time().atOffset(ZoneOffset.UTC));
      statement.executeUpdate();
    }
  }
}
