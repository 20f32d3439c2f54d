package io.quarterdeck.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.stores.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir Path dir;

  /** What a test JVM does that is then killed. */
  static final class Doomed {
    private Doomed() {}

    public static void main(String[] args) throws Exception {
      Process child = new ProcessBuilder("sleep", "600").start();
      Watchdog.killAtEnd(child.pid());
      Watchdog.removeAtEnd(Path.of(args[0], "folder"));
      Files.writeString(Path.of(args[0], "pid.part"), Long.toString(child.pid()));
      Files.move(Path.of(args[0], "pid.part"), Path.of(args[0], "pid"));
      child.waitFor();
    }
  }

  @Test
  void nothingOutlivesAKilledJvm() throws Exception {
    Files.createDirectories(dir.resolve("folder/below"));
    Process doomed =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Doomed.class.getName(),
                    dir.toString()))
            .inheritIO()
            .start();
    try {
      Await.until("the child runs", TIMEOUT, () -> Files.exists(dir.resolve("pid")));
    } finally {
      doomed.destroyForcibly().waitFor();
    }

    long child = Long.parseLong(Files.readString(dir.resolve("pid")));
    Await.until("the child is gone", TIMEOUT, () -> !Processes.isRunning(child));
    Await.until("the folder is gone", TIMEOUT, () -> !Files.exists(dir.resolve("folder")));
    assertThat(dir).exists();
  }
}
