package io.quarterdeck.state.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The verbs that the launcher calls, each with a file and options in the form {@code --name=value}.
 * What it says is for whoever called the launcher.
 */
public final class BackupTool {
  private final Path settings;
  private final PrintStream out;
  private final PrintStream err;

  /** {@code settings} are those of the service. */
  public BackupTool(Path settings, PrintStream out, PrintStream err) {
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code. */
  public int run(String... arguments) {
    try {
      Path file = Path.of(arguments[1]).toAbsolutePath();
      Map<String, String> options = options(arguments);
      switch (arguments[0]) {
        case "backup" -> backup(file, options);
        case "describe" -> describe(file);
        case "check" -> check(file, options);
        case "load" -> load(file, options);
        default -> throw new BackupException("no such verb: " + arguments[0]);
      }
      return 0;
    } catch (BackupException e) {
      err.println(e.getMessage());
    } catch (SQLException e) {
      err.println("PostgreSQL: " + firstLine(e));
    } catch (IOException e) {
      err.println(e);
    }
    return 1;
  }

  /** What follows it is for whoever wrote the statement. */
  private static String firstLine(SQLException failure) {
    return failure.getMessage() == null
        ? failure.toString()
        : failure.getMessage().lines().findFirst().orElse("");
  }

  private void backup(Path file, Map<String, String> options) throws IOException, SQLException {
    boolean withKeys = options.containsKey("with-keys");
    try (Connection connection = DatabaseLogin.of(settings).connect()) {
      Manifest manifest =
          StoreBackup.take(
              connection,
              file,
              new StoreBackup.Extras(
                  options.getOrDefault("cluster", ""),
                  options.getOrDefault("service-cidr", ""),
                  keys(options),
                  withKeys));
      out.printf(
          Locale.ROOT,
          "%s holds revisions %d to %d, of %s%n",
          file,
          manifest.oldest().revision(),
          manifest.newest().revision(),
          manifest.newest().time());
    }
  }

  private void describe(Path file) throws IOException {
    try (BackupFile backup = BackupFile.open(file)) {
      out.println(new String(backup.manifest().bytes(), StandardCharsets.UTF_8));
    }
  }

  /** Everything that can be found out before anything is written; then the keys are. */
  private void check(Path file, Map<String, String> options) throws IOException {
    try (BackupFile backup = BackupFile.open(file)) {
      target(options).check(backup.manifest());
      backup.verify();
      if (!options.containsKey("without-secrets")) {
        keys(options).check(file, backup.manifest());
        keys(options).unpack(backup);
      }
    }
  }

  private void load(Path file, Map<String, String> options) throws IOException, SQLException {
    try (BackupFile backup = BackupFile.open(file)) {
      Target target = target(options);
      target.check(backup.manifest());
      boolean withoutSecrets = options.containsKey("without-secrets");
      long revision =
          new StoreRestore(DatabaseLogin.of(settings), backup).run(target, withoutSecrets);
      out.printf(Locale.ROOT, "the state is that of revision %d%n", revision);
    }
  }

  private static Target target(Map<String, String> options) {
    return Target.parse(options.getOrDefault("revision", ""), options.getOrDefault("time", ""));
  }

  private static Keys keys(Map<String, String> options) {
    return new Keys(Path.of(options.getOrDefault("keys", "")).toAbsolutePath());
  }

  private static Map<String, String> options(String... arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i < arguments.length; i++) {
      String[] pair = arguments[i].substring(2).split("=", 2);
      options.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    return options;
  }
}
