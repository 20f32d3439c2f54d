package io.quarterdeck.state.backup;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Makes the loaded state one of an earlier revision, as if nothing had come after it. */
final class TakeBack {
  private static final List<String> LATER =
      List.of(
          "delete from current_state where mod_revision > %1$d",
          // What changed later gets its newest row up to the revision back.
          """
          insert into current_state (key, value, create_revision, mod_revision, version, lease)
          select c.key, earlier.value, earlier.create_revision, earlier.revision, earlier.version,
            earlier.lease
          from (select distinct key from history where revision > %1$d) c, lateral (
            select * from (
              (select h.revision, h.value, h.deleted, h.create_revision, h.version, h.lease
               from history h where h.key = c.key and h.revision <= %1$d
               order by h.revision desc, h.sub desc limit 1)
              union all
              select b.revision, b.value, false, b.create_revision, b.version, b.lease
              from history_base b where b.key = c.key) rows
            order by revision desc limit 1) earlier
          where not earlier.deleted
          """,
          "delete from history where revision > %1$d",
          "delete from history_mark where revision > %1$d",
          "update history_horizon set trimmed_revision = least(trimmed_revision, %1$d)",
          "update resource_head set revision = least(revision, %1$d)");

  /**
   * Of a lease that had ended when the backup was taken only the keys are known. An hour is how
   * long Events live, which is what leases are used for.
   */
  private static final String LEASES =
      """
      insert into lease (id, ttl_seconds)
      select distinct lease, 3600 from current_state where lease <> 0 on conflict (id) do nothing
      """;

  private TakeBack() {}

  static void to(long revision, Statement statement) throws SQLException {
    for (String sql : LATER) {
      statement.execute(sql.formatted(revision));
    }
    statement.execute(LEASES);
    HistoryTables.dropLater(revision, statement);
  }
}
