package io.quarterdeck.testkit;

import io.quarterdeck.stores.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A role as users run it: its built {@code quarkus-run.jar} in a process of its own. It dies with
 * this JVM.
 */
public final class RoleProcess implements AutoCloseable {
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;

  private final String module;
  private final Path jar;
  private final Path properties;
  private final Path log;
  private final int httpPort;
  private final List<String> flags;
  private @Nullable Process process;

  /**
   * A role that is not started yet. {@code module} is its folder in the source tree, {@code
   * configuration} its properties, among them {@code quarkus.http.port}.
   */
  public RoleProcess(
      String module, Path folder, Map<String, String> configuration, List<String> jvmFlags) {
    this.module = module;
    this.jar = root().resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    this.properties = folder.resolve(module + ".properties");
    this.log = folder.resolve(module + ".log");
    this.httpPort = Integer.parseInt(configuration.getOrDefault("quarkus.http.port", "8080"));
    this.flags = List.copyOf(jvmFlags);
    if (!Files.exists(jar)) {
      throw new IllegalStateException("not built: " + jar);
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(
          properties,
          configuration.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
              .sorted()
              .collect(Collectors.joining("\n", "", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the process and returns when the role says that it is ready. */
  public RoleProcess start(Duration timeout) {
    launch();
    awaitReady(timeout);
    return this;
  }

  /** Starts the process without waiting. */
  public void launch() {
    if (isAlive()) {
      throw new IllegalStateException(module + " runs already");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-Dquarkus.config.locations=" + properties, "-jar", jar.toString()));
    Process started = Processes.startDetached(command, Path.of("").toAbsolutePath(), Map.of(), log);
    Watchdog.killAtEnd(started.pid());
    process = started;
  }

  public void awaitReady(Duration timeout) {
    Await.until(
        module + " is ready (or has ended; log: " + log + ")",
        timeout,
        () -> !isAlive() || isReady());
    if (!isAlive()) {
      throw new AssertionError(module + " ended; " + log + ":\n" + Processes.tail(log, 40));
    }
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  public long pid() {
    if (process == null) {
      throw new IllegalStateException(module + " was never started");
    }
    return process.pid();
  }

  /** Kills the process without warning. */
  public void kill() {
    Processes.kill(pid(), SIGKILL);
    awaitEnd(Duration.ofSeconds(10));
  }

  /** Stops all threads of the process where they are, as a machine that hangs would. */
  public void freeze() {
    Processes.kill(pid(), SIGSTOP);
    Await.until(module + " is frozen", Duration.ofSeconds(10), this::isFrozen);
  }

  /** Lets a frozen process go on. */
  public void thaw() {
    Processes.kill(pid(), SIGCONT);
  }

  public boolean isFrozen() {
    try {
      // The name in parentheses may hold blanks: the state is the letter behind it.
      String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until the process has ended and this JVM knows it, which is a little later than when the
   * kernel says so; returns its exit code.
   */
  public int awaitEnd(Duration timeout) {
    Await.until(module + " has ended", timeout, () -> !isAlive());
    return process == null ? 0 : process.exitValue();
  }

  /** The proportional set size of the process. */
  public long pssBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid() + "/smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path log() {
    return log;
  }

  /** Stops the process cleanly. */
  @Override
  public void close() {
    if (isAlive()) {
      Processes.stop(pid(), SIGTERM, Duration.ofSeconds(20));
      awaitEnd(Duration.ofSeconds(10));
    }
  }

  /** Whether the role says of itself that it is ready. */
  public boolean isReady() {
    try {
      return answers("/q/health/ready");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean answers(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
              .send(
                  HttpRequest.newBuilder(uri)
                      .version(HttpClient.Version.HTTP_1_1)
                      .timeout(Duration.ofSeconds(2))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    }
  }

  private static Path root() {
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      if (Files.isRegularFile(dir.resolve("CONTRIBUTING.md"))) {
        return dir;
      }
    }
    throw new IllegalStateException("not in the source tree");
  }
}
