package io.quarterdeck.state.backup;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** How the database is reached, from the settings that the service itself is given. */
record DatabaseLogin(String url, String user, String password) {

  static DatabaseLogin of(Path settings) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(settings)) {
      properties.load(reader);
    }
    Path password = Path.of(properties.getProperty("quarterdeck.database.password-file", ""));
    return new DatabaseLogin(
        "jdbc:" + properties.getProperty("quarterdeck.database.url"),
        properties.getProperty("quarterdeck.database.username", ""),
        Files.readString(password).strip());
  }

  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("targetServerType", "primary");
    properties.setProperty("ApplicationName", "quarterdeck-backup");
    return DriverManager.getConnection(url, properties);
  }
}
