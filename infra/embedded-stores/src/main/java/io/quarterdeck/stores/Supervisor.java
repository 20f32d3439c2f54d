package io.quarterdeck.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The shell loop around one process: it outlives the JVM that starts it, starts the process again
 * when that ends, later and later while it does not stay, and counts how often. A kernel lock keeps
 * a second loop for the same files from starting.
 */
public final class Supervisor {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SIGTERM = 15;

  private final Path files;
  private final Path log;
  private final boolean restarts;

  private Supervisor(Path files, Path log, boolean restarts) {
    this.files = files.toAbsolutePath();
    this.log = log.toAbsolutePath();
    this.restarts = restarts;
  }

  /** Brings the process back whenever it ends; {@code files} is the prefix of what it notes. */
  public static Supervisor restarting(Path files, Path log) {
    return new Supervisor(files, log, true);
  }

  /** Lets the process end once and for all. */
  public static Supervisor once(Path files, Path log) {
    return new Supervisor(files, log, false);
  }

  /** How often the process has ended since the launch; the code means nothing before the first. */
  public record Exits(int count, int lastCode) {}

  public Path log() {
    return log;
  }

  /** Starts the loop, which starts the command; returns when the command has a process id. */
  public void launch(List<String> command, Path directory, Map<String, String> environment) {
    try {
      Files.createDirectories(Objects.requireNonNull(files.getParent()));
      Files.createDirectories(Objects.requireNonNull(log.getParent()));
      for (String stale : List.of("loop", "pid", "exits")) {
        Files.deleteIfExists(file(stale));
      }
      writeScript();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> loop = new ArrayList<>(List.of("sh", file("sh").toString(), files.toString()));
    loop.addAll(List.of(log.toString(), restarts ? "yes" : "no"));
    loop.addAll(command);
    Process process = Processes.startDetached(loop, directory, environment, log);
    Processes.await(() -> numbers("pid").size() == 1 || !process.isAlive(), PATIENCE);
    if (numbers("pid").isEmpty()) {
      throw new IllegalStateException(
          "nothing was started with " + files + ".*; " + log + " ends:\n" + Processes.tail(log, 5));
    }
  }

  private void writeScript() throws IOException {
    try (InputStream script = Supervisor.class.getResourceAsStream("supervise.sh")) {
      Files.copy(
          Objects.requireNonNull(script, "a resource of this class"),
          file("sh"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Ends the loop and leaves the process alone. */
  public void end() {
    loop().ifPresent(pid -> Processes.stop(pid, SIGTERM, PATIENCE));
  }

  /** The loop, when it runs. */
  public OptionalLong loop() {
    return running("loop", files.toString());
  }

  /** Whether the process runs under the loop or will do so again. */
  public boolean isLaunched() {
    return loop().isPresent()
        && (restarts
            || numbers("pid").stream()
                .anyMatch(pid -> Processes.isRunning(pid) && !Processes.isEnding(pid)));
  }

  /** The process, when it runs and its command line still has this word, or is no more. */
  public OptionalLong pid(String word) {
    return running("pid", word);
  }

  public Exits exits() {
    List<Long> numbers = numbers("exits");
    return numbers.size() == 2
        ? new Exits(numbers.get(0).intValue(), numbers.get(1).intValue())
        : new Exits(0, 0);
  }

  private OptionalLong running(String file, String word) {
    return numbers(file).stream()
        .mapToLong(Long::longValue)
        .filter(Processes::isRunning)
        .filter(pid -> Processes.commandLine(pid).contains(word) || Processes.isEnding(pid))
        .findFirst();
  }

  /** What the loop noted; nothing when it is just about to. */
  private List<Long> numbers(String file) {
    try {
      String text = Files.readString(file(file)).strip();
      return text.isEmpty()
          ? List.of()
          : List.of(text.split(" ")).stream().map(Long::valueOf).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path file(String kind) {
    return files.resolveSibling(files.getFileName() + "." + kind);
  }
}
