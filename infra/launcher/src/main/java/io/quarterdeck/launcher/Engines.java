package io.quarterdeck.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The PostgreSQL and the Kafka that somebody else operates, as the cluster was told and remembers
 * it; an empty word is an engine that the cluster brings itself. No secret is in it: a file has the
 * password.
 */
record Engines(
    String databaseUrl,
    String databaseUser,
    String databasePasswordFile,
    String kafkaServers,
    String kafkaProperties) {

  static final Engines EMBEDDED = new Engines("", "", "", "", "");

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static Engines load(Path file) throws IOException {
    return Files.exists(file) ? MAPPER.readValue(file.toFile(), Engines.class) : EMBEDDED;
  }

  void save(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  boolean bringsDatabase() {
    return databaseUrl.isEmpty();
  }

  boolean bringsKafka() {
    return kafkaServers.isEmpty();
  }

  boolean bringsAll() {
    return bringsDatabase() && bringsKafka();
  }

  /**
   * What holds from now on: what is asked for, else what is remembered.
   *
   * @param stored empty before the first start
   */
  static Engines choose(Engines asked, Optional<Engines> stored, boolean runs) {
    Engines before = stored.orElse(asked);
    Engines engines = asked.over(before);
    engines.requireWhole();
    if (runs && !engines.equals(before)) {
      throw new IllegalStateException(
          "the cluster runs on other engines; to change how they are reached: down, then up");
    }
    if (engines.bringsDatabase() != before.bringsDatabase()
        || engines.bringsKafka() != before.bringsKafka()) {
      throw new IllegalStateException(
          "a cluster keeps its state where it began: it cannot move between its own engines and"
              + " others; begin a new one with another --data-dir");
    }
    return engines;
  }

  private Engines over(Engines before) {
    return new Engines(
        first(databaseUrl, before.databaseUrl),
        first(databaseUser, before.databaseUser),
        first(databasePasswordFile, before.databasePasswordFile),
        first(kafkaServers, before.kafkaServers),
        first(kafkaProperties, before.kafkaProperties));
  }

  private static String first(String asked, String stored) {
    return asked.isEmpty() ? stored : asked;
  }

  private void requireWhole() {
    if (databaseUrl.contains("@") || databaseUrl.contains("password=")) {
      throw new IllegalArgumentException(
          "--database takes no credentials; give --database-user and --database-password-file");
    }
    boolean login = !databaseUser.isEmpty() && !databasePasswordFile.isEmpty();
    boolean any = !databaseUser.isEmpty() || !databasePasswordFile.isEmpty();
    if (bringsDatabase() ? any : !login) {
      throw new IllegalArgumentException(
          "--database, --database-user and --database-password-file belong together");
    }
    if (bringsKafka() && !kafkaProperties.isEmpty()) {
      throw new IllegalArgumentException("--kafka-properties belongs to --kafka");
    }
    requireFile("--database-password-file", databasePasswordFile);
    requireFile("--kafka-properties", kafkaProperties);
  }

  private static void requireFile(String option, String file) {
    if (!file.isEmpty() && !Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(option + " " + file + " cannot be read");
    }
  }
}
