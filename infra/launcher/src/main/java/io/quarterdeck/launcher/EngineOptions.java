package io.quarterdeck.launcher;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a new cluster finds engines that somebody else operates. */
final class EngineOptions {
  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "a PostgreSQL that is there: postgresql://host:port,host:port/database[?sslmode=…]")
  private String database = "";

  @Option(names = "--database-user", paramLabel = "NAME", description = "who owns its tables")
  private String databaseUser = "";

  @Option(
      names = "--database-password-file",
      paramLabel = "FILE",
      description = "a file with that user's password")
  private Optional<Path> databasePasswordFile = Optional.empty();

  @Option(
      names = "--kafka",
      paramLabel = "SERVERS",
      description = "a Kafka that is there: host:port,host:port")
  private String kafka = "";

  @Option(
      names = "--kafka-properties",
      paramLabel = "FILE",
      description = "how clients reach it, as Kafka's own tools are told")
  private Optional<Path> kafkaProperties = Optional.empty();

  Engines asked() {
    return new Engines(
        database, databaseUser, absolute(databasePasswordFile), kafka, absolute(kafkaProperties));
  }

  private static String absolute(Optional<Path> file) {
    return file.map(path -> path.toAbsolutePath().normalize().toString()).orElse("");
  }
}
