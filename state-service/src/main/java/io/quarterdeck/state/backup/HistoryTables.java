package io.quarterdeck.state.backup;

import java.sql.SQLException;
import java.sql.Statement;

/** The partitions of the history, as the loaded table of them says. */
final class HistoryTables {
  private static final String CREATE =
      """
      do $$
      declare span record;
      begin
        for span in select * from history_partition loop
          execute format('create table %I partition of history for values from (%s) to (%s)',
            span.name, span.from_revision, span.to_revision);
        end loop;
      end $$
      """;

  private HistoryTables() {}

  static void create(Statement statement) throws SQLException {
    statement.execute(CREATE);
  }

  /** Those that begin after a revision. */
  static void dropLater(long revision, Statement statement) throws SQLException {
    statement.execute(
        """
        do $$
        declare span record;
        begin
          for span in delete from history_partition where from_revision > %d returning name loop
            execute format('drop table %%I', span.name);
          end loop;
        end $$
        """
            .formatted(revision));
    statement.execute(
        "update history_partition set ended_at = null where to_revision > " + (revision + 1));
  }
}
