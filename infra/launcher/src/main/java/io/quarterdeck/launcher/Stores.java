package io.quarterdeck.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarterdeck.pki.Identity;
import io.quarterdeck.stores.KafkaBroker;
import io.quarterdeck.stores.PostgresServer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How the roles reach PostgreSQL and Kafka, whoever operates them.
 *
 * @param kafkaProperties how clients reach Kafka, unless with the certificates of the cluster
 */
record Stores(
    String databaseUrl,
    String databaseUser,
    Path databasePasswordFile,
    String kafkaServers,
    Optional<Path> kafkaProperties) {

  static Stores of(Engines engines, ClusterProcesses processes) {
    Optional<PostgresServer> postgres = processes.postgres();
    return new Stores(
        postgres.map(PostgresServer::url).orElse(engines.databaseUrl()),
        postgres.map(PostgresServer::username).orElse(engines.databaseUser()),
        postgres.map(PostgresServer::passwordFile).orElse(Path.of(engines.databasePasswordFile())),
        processes.kafka().map(KafkaBroker::bootstrapServers).orElse(engines.kafkaServers()),
        engines.kafkaProperties().isEmpty()
            ? Optional.empty()
            : Optional.of(Path.of(engines.kafkaProperties())));
  }

  /** What a Kafka client of that identity needs to connect. */
  Properties kafkaClient(Identity client) throws IOException {
    Properties properties = new Properties();
    if (kafkaProperties.isPresent()) {
      try (Reader reader = Files.newBufferedReader(kafkaProperties.get(), UTF_8)) {
        properties.load(reader);
      }
    }
    if (!properties.containsKey("security.protocol")) {
      properties.putAll(KafkaBroker.mutualTls(client));
    }
    properties.put("bootstrap.servers", kafkaServers);
    return properties;
  }
}
