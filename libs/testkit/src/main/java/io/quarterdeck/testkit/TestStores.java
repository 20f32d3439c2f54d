package io.quarterdeck.testkit;

import io.quarterdeck.pki.CertificateSpec;
import io.quarterdeck.pki.ClusterCa;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.KafkaBroker;
import io.quarterdeck.stores.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One PostgreSQL, one Kafka and one cluster CA for all tests of this JVM, in a temporary folder on
 * free ports: {@code @ExtendWith(TestStores.class)} and a {@code TestStores} parameter, or {@link
 * #shared()}. Each part starts when it is first asked for. All of it is gone when the JVM is,
 * however that ends; set the system property {@code quarterdeck.test.keep} to keep the folder.
 */
public final class TestStores implements ParameterResolver {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Shared stores = Shared.instance();

  /** The stores of this JVM. */
  public static TestStores shared() {
    return new TestStores();
  }

  /** The folder of everything here: logs, data, certificates. */
  public Path folder() {
    return stores.folder;
  }

  /** A certificate of the cluster CA that serves localhost too. */
  public Identity identity(String file, String commonName, String... organizations) {
    return stores.identity(file, commonName, organizations);
  }

  /** The running PostgreSQL with its empty database. */
  public PostgresServer postgres() {
    return stores.postgres();
  }

  /** The running Kafka. */
  public KafkaBroker kafka() {
    return stores.kafka();
  }

  /** Starts what was killed or stopped. */
  public void restart() {
    stores.restart();
  }

  /** What a Kafka client of the operator needs. */
  public Map<String, String> kafkaClientProperties() {
    return kafka().clientProperties(identity("operator", "quarterdeck:operator"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestStores.class;
  }

  @Override
  public TestStores resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return this;
  }

  /** The state behind every {@link TestStores}; JUnit makes as many of those as it likes. */
  private static final class Shared {
    private static @Nullable Shared instance;

    private final Path folder;
    private final ClusterCa ca;
    private @Nullable PostgresServer postgres;
    private @Nullable KafkaBroker kafka;

    static synchronized Shared instance() {
      if (instance == null) {
        instance = new Shared();
      }
      return instance;
    }

    private Shared() {
      try {
        folder = Files.createTempDirectory("quarterdeck-test");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (System.getProperty("quarterdeck.test.keep") == null) {
        Watchdog.removeAtEnd(folder);
      }
      System.err.println("Stores of this test run, with their logs: " + folder);
      ca = ClusterCa.open(folder.resolve("pki"), "test", Instant.now());
    }

    synchronized Identity identity(String file, String commonName, String... organizations) {
      return ca.issue(
          CertificateSpec.client(file, commonName, organizations)
              .serving(List.of("localhost", "127.0.0.1")));
    }

    synchronized PostgresServer postgres() {
      if (postgres == null) {
        // Shared with other runs of the same user: unpacking takes longer than starting.
        Path binaries =
            Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("quarterdeck-postgres-" + System.getProperty("user.name"));
        PostgresServer server =
            new PostgresServer(
                folder.resolve("postgres"),
                binaries,
                folder.resolve("postgres.log"),
                FreePorts.next());
        server.start(TIMEOUT);
        Watchdog.killAtEnd(server.pid().orElseThrow());
        postgres = server;
      }
      return postgres;
    }

    synchronized KafkaBroker kafka() {
      if (kafka == null) {
        List<Integer> ports = FreePorts.next(2);
        KafkaBroker broker =
            new KafkaBroker(
                folder.resolve("kafka"),
                folder.resolve("kafka.log"),
                ports.get(0),
                ports.get(1),
                identity("kafka", "quarterdeck:kafka"),
                KafkaBroker.defaultJvmFlags());
        broker.start(TIMEOUT);
        Watchdog.killAtEnd(broker.pid().orElseThrow());
        kafka = broker;
      }
      return kafka;
    }

    synchronized void restart() {
      if (postgres != null) {
        postgres.start(TIMEOUT);
        Watchdog.killAtEnd(postgres.pid().orElseThrow());
      }
      if (kafka != null) {
        kafka.start(TIMEOUT);
        Watchdog.killAtEnd(kafka.pid().orElseThrow());
      }
    }
  }
}
