package io.quarterdeck.testkit;

import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.KafkaBroker;
import io.quarterdeck.stores.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three Kafka brokers, controllers too, as an operator runs them: any one of them may be lost. */
public final class BrokerTrio implements AutoCloseable {
  private static final int BROKERS = 3;
  private static final int SIGKILL = 9;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final String CLUSTER_ID = "b3BlcmF0ZWQtZWxzZXdoZQ";

  private final Path dir;
  private final List<Integer> ports = FreePorts.next(BROKERS);
  private final List<Integer> controllerPorts;
  private final List<Long> pids = new ArrayList<>();

  private BrokerTrio(Path dir) {
    this.dir = dir;
    this.controllerPorts = FreePorts.next(BROKERS, Set.copyOf(ports));
  }

  public static BrokerTrio start(Path dir) {
    BrokerTrio trio = new BrokerTrio(dir);
    for (int i = 0; i < BROKERS; i++) {
      trio.format(i);
      trio.pids.add(trio.launch(i));
    }
    IntStream.range(0, BROKERS).forEach(trio::awaitListening);
    return trio;
  }

  public int size() {
    return BROKERS;
  }

  public String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Takes a broker away without warning. */
  public void kill(int broker) {
    Processes.stop(pids.get(broker), SIGKILL, TIMEOUT);
  }

  public void restart(int broker) {
    pids.set(broker, launch(broker));
    awaitListening(broker);
  }

  @Override
  public void close() {
    IntStream.range(0, pids.size()).forEach(this::kill);
  }

  private void format(int broker) {
    try {
      Files.createDirectories(dir);
      Files.writeString(configuration(broker), settings(broker));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = java("kafka.tools.StorageTool");
    command.addAll(List.of("format", "--cluster-id", CLUSTER_ID, "--config"));
    command.add(configuration(broker).toString());
    Processes.run(command, dir, "");
  }

  private long launch(int broker) {
    List<String> command = java("kafka.Kafka");
    command.add(configuration(broker).toString());
    Process process = Processes.startDetached(command, dir, Map.of(), log(broker));
    Watchdog.killAtEnd(process.pid());
    return process.pid();
  }

  private void awaitListening(int broker) {
    Await.until("a broker listens, see " + log(broker), TIMEOUT, () -> listens(ports.get(broker)));
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  private static List<String> java(String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(KafkaBroker.defaultJvmFlags());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            KafkaBroker.classPath(),
            mainClass));
    return command;
  }

  private String settings(int broker) {
    String voters =
        IntStream.range(0, BROKERS)
            .mapToObj(i -> "%d@127.0.0.1:%d".formatted(i + 1, controllerPorts.get(i)))
            .collect(Collectors.joining(","));
    return """
    process.roles=broker,controller
    node.id=%d
    listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
    controller.listener.names=CONTROLLER
    controller.quorum.voters=%s
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=PLAINTEXT
    log.dirs=%s
    auto.create.topics.enable=false
    message.max.bytes=4325376
    replica.fetch.max.bytes=4325376
    offsets.topic.num.partitions=1
    transaction.state.log.num.partitions=1
    log.cleaner.dedupe.buffer.size=4194304
    broker.heartbeat.interval.ms=500
    broker.session.timeout.ms=3000
    """
        .formatted(
            broker + 1,
            ports.get(broker),
            controllerPorts.get(broker),
            voters,
            dir.resolve("data-" + (broker + 1)));
  }

  private Path configuration(int broker) {
    return dir.resolve("broker-" + (broker + 1) + ".properties");
  }

  private Path log(int broker) {
    return dir.resolve("broker-" + (broker + 1) + ".log");
  }
}
