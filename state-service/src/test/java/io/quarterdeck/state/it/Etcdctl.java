package io.quarterdeck.state.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarterdeck.pki.Identity;
import io.quarterdeck.testkit.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's etcdctl, with the certificate of one caller. */
final class Etcdctl {
  /** What a command printed and how it ended. */
  record Result(int status, String output) {}

  private final Map<String, String> environment;

  Etcdctl(int port, Identity caller) {
    this.environment =
        Map.of(
            "ETCDCTL_API", "3",
            "ETCDCTL_ENDPOINTS", "https://127.0.0.1:" + port,
            "ETCDCTL_CACERT", caller.ca().toString(),
            "ETCDCTL_CERT", caller.certificate().toString(),
            "ETCDCTL_KEY", caller.key().toString());
  }

  /** Runs a command to its end and returns what it printed. */
  String run(String... arguments) {
    return feed("", arguments);
  }

  /** Runs a command that reads its input. */
  String feed(String input, String... arguments) {
    Result result = end(input, Duration.ofSeconds(30), arguments);
    if (result.status() != 0) {
      throw new AssertionError(String.join(" ", arguments) + ":\n" + result.output());
    }
    return result.output();
  }

  Result end(String input, Duration timeout, String... arguments) {
    try {
      Path output = Files.createTempFile("etcdctl", ".out");
      Process process = start(output, arguments);
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", arguments) + " did not end in " + timeout);
      }
      String printed = Files.readString(output);
      Files.delete(output);
      return new Result(process.exitValue(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command that goes on, like a watch. */
  Process start(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("etcdctl"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Watchdog.killAtEnd(process.pid());
    return process;
  }
}
