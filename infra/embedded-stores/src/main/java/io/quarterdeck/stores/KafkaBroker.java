package io.quarterdeck.stores;

import io.quarterdeck.pki.Identity;
import io.quarterdeck.pki.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One Kafka broker, its own controller (KRaft), with its data in a directory. It outlives the JVM
 * that starts it; {@link #start} adopts a running one. Whoever connects must show a certificate of
 * the cluster CA.
 */
public final class KafkaBroker {
  private static final int SIGTERM = 15;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final Path dir;
  private final Supervisor supervisor;
  private final KafkaSettings settings;
  private final List<String> jvmFlags;

  /** A broker whose configuration and data are in {@code dir}. */
  public KafkaBroker(
      Path dir,
      Supervisor supervisor,
      int port,
      int controllerPort,
      Identity identity,
      List<String> jvmFlags) {
    this.dir = dir.toAbsolutePath();
    this.supervisor = supervisor;
    this.settings = new KafkaSettings(this.dir.resolve("data"), port, controllerPort, identity);
    this.jvmFlags = List.copyOf(jvmFlags);
  }

  /** A broker that nobody starts again when it ends. */
  public KafkaBroker(
      Path dir, Path log, int port, int controllerPort, Identity identity, List<String> jvmFlags) {
    this(
        dir, Supervisor.once(dir.resolve("broker"), log), port, controllerPort, identity, jvmFlags);
  }

  /** What the broker needs at rest; measured, see the launcher's table of budgets. */
  public static List<String> defaultJvmFlags() {
    return List.of(
        "-Xms32m",
        "-Xmx192m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:ReservedCodeCacheSize=48m",
        "-XX:MaxDirectMemorySize=32m",
        RoleFlags.CHEAP_KEY_STORES);
  }

  /** A cache, in {@code folder}, of the classes of a broker with these flags. */
  public static ClassCache classCache(Path folder, List<String> jvmFlags) {
    return ClassCache.of(folder, "kafka", jvmFlags, StoreLayout.kafkaJars());
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + settings.port();
  }

  /** What a Kafka client of that identity needs to connect. */
  public Map<String, String> clientProperties(Identity client) {
    Map<String, String> properties = new HashMap<>(mutualTls(client));
    properties.put("bootstrap.servers", bootstrapServers());
    return properties;
  }

  /** How a Kafka client shows its identity to brokers that have a certificate of the same CA. */
  public static Map<String, String> mutualTls(Identity client) {
    return Map.of(
        "security.protocol",
        "SSL",
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.location",
        client.keystore().toString(),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        client.ca().toString());
  }

  public Path log() {
    return supervisor.log();
  }

  public Supervisor supervisor() {
    return supervisor;
  }

  /** The process id of the running broker. */
  public OptionalLong pid() {
    return supervisor.pid(configuration().toString());
  }

  /** Whether the running broker listens; it opens its port when it has recovered its data. */
  public boolean isReady() {
    if (pid().isEmpty()) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts the broker unless it runs, and returns when it serves. */
  public void start(Duration timeout) {
    launch();
    int exits = supervisor.exits().count();
    Processes.await(
        () -> isReady() || supervisor.exits().count() > exits || !supervisor.isLaunched(), timeout);
    if (isReady()) {
      return;
    }
    throw failure(
        pid().isEmpty()
            ? "Kafka ended with exit code " + supervisor.exits().lastCode()
            : "Kafka is not ready after " + timeout.toSeconds() + " s");
  }

  /** Starts the broker unless it runs, without waiting for it. */
  public void launch() {
    if (supervisor.isLaunched()) {
      return;
    }
    try {
      stop(); // One whose loop was killed would not be started again.
      Files.createDirectories(dir);
      Pem.writePrivate(configuration(), settings.render());
      format();
      supervisor.launch(java("kafka.Kafka", jvmFlags), dir, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the broker cleanly; what its JVM records for the next start may be in the making. */
  public Optional<ClassCache.Recording> stop() {
    supervisor.end();
    OptionalLong pid = pid();
    return pid.isEmpty()
        ? Optional.empty()
        : ClassCache.stop(pid.getAsLong(), SIGTERM, STOP_PATIENCE);
  }

  /** Prepares an empty data directory with Kafka's own tool; safe to repeat. */
  private void format() throws IOException {
    Path data = dir.resolve("data");
    if (Files.exists(data.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(data);
    List<String> command =
        new ArrayList<>(
            java("kafka.tools.StorageTool", List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto")));
    command.removeLast();
    command.addAll(
        List.of(
            "format",
            "--ignore-formatted",
            "--standalone",
            "--cluster-id",
            clusterId(),
            "--config",
            configuration().toString()));
    Processes.run(command, dir, "");
  }

  private String clusterId() throws IOException {
    Path file = dir.resolve("cluster-id");
    if (!Files.exists(file)) {
      Path part = dir.resolve("cluster-id.part");
      Files.writeString(part, KafkaSettings.newClusterId());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file);
  }

  /** Where Java finds Kafka's own programs. */
  public static String classPath() {
    return StoreLayout.kafkaJars().stream().map(Path::toString).collect(Collectors.joining(":"));
  }

  private List<String> java(String mainClass, List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSX",
            "-Dorg.slf4j.simpleLogger.showThreadName=false",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.kafka.server=info",
            "-cp",
            classPath(),
            mainClass,
            configuration().toString()));
    return command;
  }

  private IllegalStateException failure(String what) {
    return new IllegalStateException(what + "; " + log() + " ends:\n" + Processes.tail(log(), 15));
  }

  private Path configuration() {
    return dir.resolve("server.properties");
  }
}
