package io.quarterdeck.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program run to its end, as somebody would type it. */
record Command(List<String> words, Map<String, String> environment, Path directory, String input) {

  /** What a program printed, both streams in one, and how it ended. */
  record Result(String command, int exitCode, String output) {
    /** The output of a program that has to succeed. */
    String ok() {
      if (exitCode != 0) {
        throw new AssertionError(command + " ended with " + exitCode + ":\n" + output);
      }
      return output;
    }

    /** The output of a program that has to fail. */
    String fails() {
      if (exitCode == 0) {
        throw new AssertionError(command + " succeeded:\n" + output);
      }
      return output;
    }
  }

  static Command of(Path directory, String... words) {
    return new Command(List.of(words), Map.of(), directory, "");
  }

  Command withInput(String text) {
    return new Command(words, environment, directory, text);
  }

  Command with(Map<String, String> variables) {
    return new Command(words, variables, directory, input);
  }

  Result run(Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    String line = String.join(" ", words);
    try {
      Process process = builder.start();
      Thread watchdog =
          Thread.startVirtualThread(
              () -> {
                if (!endsWithin(process, limit)) {
                  process.descendants().forEach(ProcessHandle::destroyForcibly);
                  process.destroyForcibly();
                }
              });
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      try (InputStream stdout = process.getInputStream()) {
        String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        watchdog.join();
        return new Result(line, exitCode, output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(line + " was interrupted", e);
    }
  }

  private static boolean endsWithin(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
