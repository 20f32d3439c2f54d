package io.quarterdeck.state.backup;

import io.quarterdeck.state.backup.Manifest.Content;
import io.quarterdeck.state.backup.Manifest.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Takes a backup while others write: one transaction that reads, so the tables agree with each
 * other and no writer waits.
 */
final class StoreBackup {
  /** What the backup is to say or hold besides the tables. */
  record Extras(String cluster, String serviceCidr, Keys keys, boolean withKeys) {}

  /** The tables as of this version are those that a backup holds. */
  static final int MIGRATION_MIN = 4;

  private static final String MIGRATION =
      "select coalesce(max(version::int), 0) from flyway_schema_history where success";
  private static final String FACTS =
      """
      select m.cluster_id, m.incarnation, greatest(z.revision, 1),
        coalesce((select max(committed_at) from history_base), m.created_at),
        greatest(m.base_revision, m.compact_revision,
          (select coalesce(max(revision), 0) from history)), now()
      from cluster_meta m, history_horizon z where m.id = 1 and z.id = 1
      """;

  private StoreBackup() {}

  static Manifest take(Connection connection, Path file, Extras extras)
      throws SQLException, IOException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement();
        BackupWriter writer = BackupWriter.open(file)) {
      int migration = migration(statement);
      // Before the snapshot is taken: what is dropped after it would be missing in it.
      statement.execute("lock table " + StoreTable.all() + " in access share mode");
      Manifest facts = facts(statement, migration, extras);
      Manifest manifest = facts.with(tables(connection, writer), keys(writer, extras));
      writer.finish(manifest);
      connection.rollback();
      return manifest;
    }
  }

  private static int migration(Statement statement) throws SQLException {
    // The snapshot is the transaction's first statement: this one is in a transaction before it.
    int migration = Rows.exist(statement, "flyway_schema_history") ? version(statement) : 0;
    statement.getConnection().rollback();
    if (migration < MIGRATION_MIN) {
      throw new BackupException(
          "the database has no tables of a cluster that this version of Quarterdeck has run");
    }
    return migration;
  }

  private static int version(Statement statement) throws SQLException {
    return (int) Rows.number(statement, MIGRATION);
  }

  private static Manifest facts(Statement statement, int migration, Extras extras)
      throws SQLException {
    try (ResultSet row = statement.executeQuery(FACTS)) {
      row.next();
      return new Manifest(
          extras.cluster(),
          row.getLong(1),
          row.getString(2),
          migration,
          extras.serviceCidr(),
          new Point(row.getLong(3), row.getObject(4, OffsetDateTime.class).toInstant()),
          new Point(row.getLong(5), row.getObject(6, OffsetDateTime.class).toInstant()),
          extras.keys().fingerprint(),
          List.of(),
          List.of());
    }
  }

  private static List<Content> tables(Connection connection, BackupWriter writer)
      throws SQLException, IOException {
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    List<Content> tables = new ArrayList<>();
    for (StoreTable table : StoreTable.values()) {
      tables.add(
          writer.add(
              BackupFile.TABLES, table.table(), out -> copies.copyOut(table.copyOut(), out)));
    }
    return tables;
  }

  private static List<Content> keys(BackupWriter writer, Extras extras)
      throws SQLException, IOException {
    List<Content> keys = new ArrayList<>();
    for (Path key : extras.withKeys() ? extras.keys().files() : List.<Path>of()) {
      keys.add(
          writer.add(
              BackupFile.KEYS,
              key.getFileName().toString(),
              out -> {
                Files.copy(key, out);
                return 0;
              }));
    }
    return keys;
  }
}
