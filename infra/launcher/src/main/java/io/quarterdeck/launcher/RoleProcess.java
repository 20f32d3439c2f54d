package io.quarterdeck.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarterdeck.stores.ClassCache;
import io.quarterdeck.stores.Processes;
import io.quarterdeck.stores.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** One role's process: kept running, found again by its files, asked for its health. */
final class RoleProcess {
  private static final int SIGTERM = 15;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMillis(500))
          .build();

  private final Role role;
  private final String name;
  private final DataDir data;
  private final Path modules;
  private final int heap;
  private final int healthPort;
  private final Supervisor supervisor;

  RoleProcess(Role role, String name, DataDir data, Path modules, int heap, int healthPort) {
    this.role = role;
    this.name = name;
    this.data = data;
    this.modules = modules;
    this.heap = heap;
    this.healthPort = healthPort;
    this.supervisor = data.supervisor(name);
  }

  Role role() {
    return role;
  }

  /** What it may take in memory, in MiB. */
  int budget() {
    return role.budgetMebibytes(heap);
  }

  /** As {@code status} names it: a role's only process, or its first, is called like the role. */
  String name() {
    return name;
  }

  Supervisor supervisor() {
    return supervisor;
  }

  String address() {
    return "127.0.0.1:" + healthPort;
  }

  /** Starts the role unless it runs; what it needs from others it waits for itself. */
  void launch(Map<String, String> settings) throws IOException {
    if (supervisor.isLaunched()) {
      return;
    }
    stop(); // One whose loop was killed would not be started again.
    configure(settings);
    supervisor.launch(command(cache().jvmFlags()), data.root(), Map.of());
  }

  void configure(Map<String, String> settings) throws IOException {
    Path config = data.config(name);
    Files.createDirectories(config.getParent());
    Files.writeString(config, RoleSettings.render(settings));
  }

  /** Lets the role do something beside its service; what it says is returned, or thrown. */
  String call(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = command(List.of());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    String complaint = new String(process.getErrorStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(complaint);
    }
    return said;
  }

  /** Runs the role to its end with settings that are only for that. */
  Processes.Outcome attempt(Map<String, String> settings) throws IOException {
    configure(settings);
    return Processes.attempt(command(List.of()), data.root(), "");
  }

  /**
   * Runs the role to its end instead of as a service; what it says is in the exception if it fails.
   */
  void run(String flag) {
    List<String> flags =
        List.of(flag, "-Dquarkus.log.file.enabled=false", "-Dquarkus.log.console.enabled=true");
    Processes.run(command(flags), data.root(), "");
  }

  private List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(role.jvmFlags(heap));
    command.addAll(flags);
    command.add(configFlag());
    command.add("-jar");
    command.add(jar().toString());
    return command;
  }

  private Path jar() {
    Path jar = target().resolve("quarkus-app").resolve("quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(role.id() + " is not built: " + jar + " is missing");
    }
    return jar;
  }

  private Path target() {
    return modules.resolve(role.id()).resolve("target");
  }

  private String configFlag() {
    // A list of URIs.
    String uri = data.config(name).toUri().toString().replace(",", "%2C");
    return "-Dquarkus.config.locations=" + uri;
  }

  private ClassCache cache() {
    try (Stream<Path> files = Files.walk(jar().getParent())) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      return ClassCache.of(target(), name, role.jvmFlags(heap), jars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the role; what its JVM records for the next start may still be in the making. */
  Optional<ClassCache.Recording> stop() {
    supervisor.end();
    OptionalLong pid = pid();
    return pid.isEmpty()
        ? Optional.empty()
        : ClassCache.stop(pid.getAsLong(), SIGTERM, STOP_PATIENCE);
  }

  OptionalLong pid() {
    return supervisor.pid(configFlag());
  }

  boolean isReady() {
    return ask("/q/health/ready").status() == 200;
  }

  /** An answer of the role; status 0 when it does not answer. */
  record Answer(int status, String body) {}

  Answer ask(String path) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://" + address() + path))
                  .timeout(ASK_TIMEOUT)
                  .build(),
              BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
