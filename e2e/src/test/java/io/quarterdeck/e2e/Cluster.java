package io.quarterdeck.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarterdeck.stores.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster of this checkout in a directory of its own, started and stopped by the script. */
final class Cluster implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration RETURN_MAX = Duration.ofMinutes(2);
  private static final Duration UP_MAX = Duration.ofMinutes(4);
  private static final Pattern EXPORT = Pattern.compile("export ([A-Z_]+)='(.*)'");
  private static final Set<String> STORES = Set.of("postgresql", "kafka");
  private static final Duration POLL = Duration.ofMillis(200);

  private final Path checkout = checkout();
  private final Path dataDir;
  private final int port;
  private Path kubeconfig = Path.of("");

  private Cluster(Path dataDir, int port) {
    this.dataDir = dataDir;
    this.port = port;
  }

  /** Starts a cluster; the options are those of {@code up}. */
  static Cluster start(String... options) {
    try {
      Cluster cluster = new Cluster(Files.createTempDirectory("quarterdeck-e2e"), FreePorts.next());
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
      cluster.up(options);
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts what is not running; returns when the node is Ready. */
  String up(String... options) {
    List<String> words = new ArrayList<>(List.of("--port", Integer.toString(port), "--no-install"));
    words.addAll(List.of(options));
    String output = quarterdeck(UP_MAX, "up", words.toArray(String[]::new)).ok();
    kubeconfig = Path.of(quarterdeck(UP_MAX, "kubeconfig").ok().strip());
    return output;
  }

  void down() {
    quarterdeck(UP_MAX, "down").ok();
  }

  void purge() {
    quarterdeck(UP_MAX, "down", "--purge").ok();
  }

  /** Takes away everything; safe to repeat. */
  @Override
  public void close() {
    if (Files.exists(dataDir)) {
      purge();
    }
  }

  Command.Result quarterdeck(Duration limit, String verb, String... options) {
    String[] words = new String[options.length + 4];
    words[0] = checkout.resolve("quarterdeck").toString();
    words[1] = verb;
    words[2] = "--data-dir";
    words[3] = dataDir.toString();
    System.arraycopy(options, 0, words, 4, options.length);
    return Command.of(checkout, words).with(Map.of("QUARTERDECK_BUILT", "true")).run(limit);
  }

  /** What {@code env} exports, by name. */
  Map<String, String> env() {
    Map<String, String> variables = new HashMap<>();
    for (String line : quarterdeck(Duration.ofMinutes(1), "env").ok().lines().toList()) {
      Matcher export = EXPORT.matcher(line);
      if (export.matches()) {
        variables.put(export.group(1), export.group(2));
      }
    }
    return variables;
  }

  /** Kills a process without warning; returns when another is in its place and all are healthy. */
  void kill(String name) {
    JsonNode before = process(status(), name);
    long pid = before.path("pid").asLong();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await(
        name + "'s return",
        RETURN_MAX,
        () -> {
          Command.Result status = status();
          JsonNode now = process(status, name);
          return status.exitCode() == 0
              && now.path("pid").asLong() != pid
              && now.path("restarts").asInt() > before.path("restarts").asInt();
        },
        () -> status().output());
  }

  /** Where the services of the control plane answer about themselves. */
  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    for (JsonNode process : json(status().output()).path("processes")) {
      if (!STORES.contains(process.path("name").asText())) {
        addresses.add(process.path("address").asText());
      }
    }
    return addresses;
  }

  private Command.Result status() {
    return quarterdeck(Duration.ofMinutes(1), "status", "-o", "json");
  }

  private static JsonNode process(Command.Result status, String name) {
    for (JsonNode process : json(status.output()).path("processes")) {
      if (process.path("name").asText().equals(name)) {
        return process;
      }
    }
    throw new AssertionError("status does not list " + name);
  }

  Command.Result kubectl(String... words) {
    return kubectlWith("", words);
  }

  Command.Result kubectlWith(String input, String... words) {
    return kubectlIn(Map.of(), input, words);
  }

  Command.Result kubectlIn(Map<String, String> variables, String input, String... words) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("HOME", dataDir.toString());
    String[] command = new String[words.length + 1];
    command[0] = "kubectl";
    System.arraycopy(words, 0, command, 1, words.length);
    return Command.of(checkout, command)
        .with(environment)
        .withInput(input)
        .run(Duration.ofMinutes(2));
  }

  JsonNode get(String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "get";
    System.arraycopy(words, 0, command, 1, words.length);
    command[words.length + 1] = "-o";
    command[words.length + 2] = "json";
    return json(kubectl(command).ok());
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  Path dataDir() {
    return dataDir;
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }

  /** Waits for a condition; says what was seen last when it does not come true. */
  static void await(String what, Duration limit, BooleanSupplier condition, Supplier<String> seen) {
    Instant end = Instant.now().plus(limit);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(what + " did not happen within " + limit + ": " + seen.get());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path checkout() {
    for (Path directory = Path.of("").toAbsolutePath();
        directory != null;
        directory = directory.getParent()) {
      if (Files.exists(directory.resolve("quarterdeck"))) {
        return directory;
      }
    }
    throw new IllegalStateException("the tests run inside a checkout of Quarterdeck");
  }
}
