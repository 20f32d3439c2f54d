package io.quarterdeck.state.backup;

import io.quarterdeck.model.Resources;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.backup.Manifest.Content;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Loads a backup into an empty database, takes back what came after the revision that was asked
 * for, and begins a new incarnation. The tables are made first; all else is one transaction, so a
 * restoration that is cut off leaves tables as nobody has ever used them, and may be repeated.
 */
final class StoreRestore {
  private static final String TABLES =
      """
      select count(*) from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
      """;
  private static final String USED =
      """
      select (exists (select 1 from leader where epoch > 0) or exists (select 1 from history)
        or exists (select 1 from current_state))::int
      """;
  private static final String AT =
      """
      select greatest((select revision from history_horizon where id = 1),
        (select coalesce(max(revision), 0) from history where committed_at <= ?))
      """;

  private final DatabaseLogin database;
  private final BackupFile backup;

  StoreRestore(DatabaseLogin database, BackupFile backup) {
    this.database = database;
    this.backup = backup;
  }

  /**
   * Returns the revision whose state the database has now.
   *
   * @param withoutSecrets when there is no key for them: a gateway does not start beside a Secret
   *     that it cannot open
   */
  long run(Target target, boolean withoutSecrets) throws SQLException, IOException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      requireUnused(statement);
      migrate();
      connection.setAutoCommit(false);
      load(connection, statement);
      if (withoutSecrets) {
        forgetSecrets(connection);
      }
      long revision = revision(connection, target);
      TakeBack.to(revision, statement);
      NewIncarnation.begin(backup.manifest().newest(), connection);
      connection.commit();
      return revision;
    }
  }

  private static void requireUnused(Statement statement) throws SQLException {
    boolean empty = Rows.number(statement, TABLES) == 0;
    if (!empty && (!Rows.exist(statement, "leader") || Rows.number(statement, USED) > 0)) {
      throw new BackupException("the database is not empty; only into an empty one is restored");
    }
  }

  /** To the version of the backup; what is newer is done by the cluster's next start. */
  private void migrate() {
    int version = backup.manifest().migration();
    try {
      Flyway flyway =
          Flyway.configure()
              .dataSource(database.url(), database.user(), database.password())
              .target(Integer.toString(version))
              .load();
      flyway.migrate();
      String reached = flyway.info().current().getVersion().getVersion();
      if (Integer.parseInt(reached) != version) {
        throw new BackupException(
            "the database's tables are of version %s, those of the backup of version %d"
                .formatted(reached, version));
      }
    } catch (FlywayException e) {
      throw new BackupException(
          "the tables of version %d cannot be made: %s".formatted(version, e.getMessage()), e);
    }
  }

  private void load(Connection connection, Statement statement) throws SQLException, IOException {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    statement.execute("truncate " + StoreTable.all());
    for (StoreTable table : StoreTable.values()) {
      Content content = content(table);
      if (table == StoreTable.HISTORY) {
        HistoryTables.create(statement);
      }
      long rows =
          backup.<SQLException>read(
              BackupFile.TABLES, content, in -> copies.copyIn(table.copyIn(), in));
      if (rows != content.rows()) {
        throw new BackupException(
            "the backup's table %s has %d rows instead of %d"
                .formatted(table.table(), rows, content.rows()));
      }
    }
  }

  private static void forgetSecrets(Connection connection) throws SQLException {
    KeyRange secrets = KeyRange.prefix(Key.of(StateKey.prefix(Resources.SECRETS)));
    for (String table : List.of("current_state", "history", "history_base")) {
      try (PreparedStatement statement =
          connection.prepareStatement("delete from " + table + " where key >= ? and key < ?")) {
        statement.setBytes(1, secrets.from().bytes());
        statement.setBytes(2, secrets.end().orElseThrow().bytes());
        statement.executeUpdate();
      }
    }
  }

  private Content content(StoreTable table) {
    return backup.manifest().tables().stream()
        .filter(each -> each.name().equals(table.table()))
        .findFirst()
        .orElseThrow(() -> new BackupException("the backup has no table " + table.table()));
  }

  private long revision(Connection connection, Target target) throws SQLException {
    return switch (target) {
      case Target.Newest() -> backup.manifest().newest().revision();
      case Target.Revision(long revision) -> revision;
      case Target.Time(Instant time) -> at(connection, time);
    };
  }

  private static long at(Connection connection, Instant time) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(AT)) {
      statement.setObject(1, time.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
