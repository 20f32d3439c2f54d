package io.quarterdeck.state.it;

import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What only the database tells. */
final class Sql {
  private Sql() {}

  /** Makes a database for one process alone, and returns its address. */
  static String newDatabase(TestStores stores, String name) {
    PostgresServer postgres = stores.postgres();
    Path file = postgres.passwordFile().resolveSibling("superuser-password");
    try (Connection connection =
        DriverManager.getConnection("jdbc:" + postgres.url(), "postgres", Files.readString(file))) {
      connection
          .createStatement()
          .execute("create database %s owner %s".formatted(name, postgres.username()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return postgres.url().substring(0, postgres.url().lastIndexOf('/') + 1) + name;
  }

  static long number(TestStores stores, String url, String query) {
    PostgresServer postgres = stores.postgres();
    try (Connection connection =
            DriverManager.getConnection("jdbc:" + url, postgres.username(), postgres.password());
        ResultSet rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
