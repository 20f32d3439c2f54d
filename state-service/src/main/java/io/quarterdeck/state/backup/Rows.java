package io.quarterdeck.state.backup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Queries with one answer. */
final class Rows {
  private Rows() {}

  static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  static boolean exist(Statement statement, String table) throws SQLException {
    return number(statement, "select count(*) where to_regclass('" + table + "') is not null") > 0;
  }
}
