package io.quarterdeck.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Operating-system processes that outlive the one that starts them. */
public final class Processes {
  private static final Duration POLL = Duration.ofMillis(20);

  private Processes() {}

  /**
   * Starts a command in a session of its own, without standard input; its output is appended to
   * {@code log}. The returned process id is the command's own.
   */
  public static Process startDetached(
      List<String> command, Path directory, Map<String, String> environment, Path log) {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(detached)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a command ended, and what it said. */
  public record Outcome(int code, String output) {}

  /** Runs a command to its end; throws with its output unless it succeeds. */
  public static String run(List<String> command, Path directory, String input) {
    Outcome outcome = attempt(command, directory, input);
    if (outcome.code() != 0) {
      throw new IllegalStateException(
          command + " ended with " + outcome.code() + ":\n" + outcome.output());
    }
    return outcome.output();
  }

  /** Runs a command to its end, however that is. */
  public static Outcome attempt(List<String> command, Path directory, String input) {
    try {
      Path output = Files.createTempFile("quarterdeck-run", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (var stdin = process.outputWriter()) {
          stdin.write(input);
        }
        int code = process.waitFor();
        return new Outcome(code, Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  /**
   * Whether a process runs, if only to its end: until the last of its threads is gone it may hold
   * its ports and its files. One that ended but that nobody has waited for does not run.
   */
  public static boolean isRunning(long pid) {
    return status(pid).map(Status::isRunning).orElse(false);
  }

  /** Whether a process runs its last steps in the kernel, in which it has no command line. */
  public static boolean isEnding(long pid) {
    return status(pid).map(status -> status.isRunning() && status.isEnding()).orElse(false);
  }

  /** The command line of a process; empty when there is no such process. */
  public static List<String> commandLine(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
      return line.isEmpty() ? List.of() : List.of(line.split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Asks a process to end and kills it when the time is over; returns whether it obeyed. */
  public static boolean stop(long pid, int signal, Duration patience) {
    kill(pid, signal);
    if (await(() -> !isRunning(pid), patience)) {
      return true;
    }
    kill(pid, 9);
    await(() -> !isRunning(pid), Duration.ofSeconds(10));
    return false;
  }

  public static void kill(long pid, int signal) {
    if (pid <= 1) {
      throw new IllegalArgumentException("pid " + pid);
    }
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a condition holds; false when it does not in time. */
  public static boolean await(BooleanSupplier condition, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /** The last lines of a log, for a message that says why something failed. */
  public static String tail(Path log, int lines) {
    try {
      List<String> all = List.of(Files.readString(log).split("\n", -1));
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }

  private static Optional<Status> status(long pid) {
    try {
      return Optional.of(Status.parse(Files.readString(Path.of("/proc/" + pid + "/stat"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the kernel says of a process in {@code /proc/PID/stat}, see proc_pid_stat(5). */
  record Status(char state, long flags, int threads) {
    private static final int EXITING = 0x4; // PF_EXITING

    static Status parse(String stat) {
      // The name of the command stands before, in parentheses, and may hold spaces and more.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return new Status(
          fields[0].charAt(0), Long.parseLong(fields[6]), Integer.parseInt(fields[17]));
    }

    boolean isRunning() {
      return state != 'X' && (state != 'Z' || threads > 1);
    }

    boolean isEnding() {
      return (flags & EXITING) != 0;
    }
  }
}
