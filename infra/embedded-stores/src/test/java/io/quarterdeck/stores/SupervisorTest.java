package io.quarterdeck.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String WORD = "3217";

  @TempDir private Path dir;
  private Supervisor supervisor;

  @BeforeEach
  void inAFolderWhoseNameHasASpace() {
    supervisor =
        Supervisor.restarting(dir.resolve("a run").resolve("it"), dir.resolve("logs/it.log"));
  }

  @AfterEach
  void end() {
    supervisor.end();
    supervisor.pid(WORD).ifPresent(pid -> Processes.kill(pid, 9));
  }

  @Test
  void aKilledProcessComesBackAndIsCounted() throws IOException {
    launch("sleep", WORD);
    long first = pid();
    assertThat(supervisor.exits().count()).isZero();

    Processes.kill(first, 9);

    awaited(() -> supervisor.pid(WORD).orElse(first) != first);
    assertThat(supervisor.exits()).isEqualTo(new Supervisor.Exits(1, 137));
    assertThat(Files.readString(supervisor.log())).contains("ended with exit code 137; start 1");
  }

  @Test
  void whatCannotStartIsTriedLaterAndLater() throws IOException {
    launch("sh", "-c", "exit 3");

    awaited(() -> supervisor.exits().count() == 2);

    assertThat(supervisor.exits().lastCode()).isEqualTo(3);
    assertThat(supervisor.isLaunched()).isTrue();
    awaited(() -> log().contains("start 2 follows in 2 s"));
    assertThat(log()).contains("start 1 follows in 1 s");
  }

  @Test
  void endingTheLoopLeavesTheProcess() {
    launch("sleep", WORD);
    long pid = pid();

    supervisor.end();

    assertThat(supervisor.loop()).isEmpty();
    assertThat(supervisor.pid(WORD)).hasValue(pid);
  }

  @Test
  void aSecondLoopDoesNotBeginBesideTheFirst() throws IOException {
    launch("sleep", WORD);
    long sleep = pid();
    long loop = supervisor.loop().orElseThrow();
    Files.delete(dir.resolve("a run/it.loop")); // As if it had not been written yet.

    assertThatThrownBy(() -> launch("sleep", WORD)).hasMessageContaining("nothing was started");

    assertThat(Processes.isRunning(sleep)).isTrue();
    Processes.stop(loop, 9, TIMEOUT);
    Processes.kill(sleep, 9);
  }

  @Test
  void onceIsOnce() {
    supervisor = Supervisor.once(dir.resolve("it"), dir.resolve("it.log"));
    launch("sleep", WORD);

    Processes.kill(pid(), 9);

    awaited(() -> supervisor.loop().isEmpty());
    assertThat(supervisor.isLaunched()).isFalse();
    assertThat(supervisor.pid(WORD)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aLargeLogIsSetAsideAndASmallOneGrows() throws IOException {
    Path log = supervisor.log();
    Files.createDirectories(log.getParent());
    Files.writeString(log.resolveSibling("it.log.1"), "older");
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(10 << 20);
    }

    launch("sh", "-c", "echo said; exit 1");

    awaited(() -> supervisor.exits().count() == 2);
    assertThat(log.resolveSibling("it.log.1")).hasSize(10 << 20);
    assertThat(log.resolveSibling("it.log.2")).hasContent("older");
    assertThat(log().lines().filter("said"::equals)).hasSize(2);
  }

  private void launch(String... command) {
    supervisor.launch(List.of(command), dir, Map.of());
  }

  private long pid() {
    // Until it executes the command, the process is a copy of its shell.
    awaited(() -> supervisor.pid(WORD).isPresent());
    return supervisor.pid(WORD).orElseThrow();
  }

  private String log() {
    return Processes.tail(supervisor.log(), 100);
  }

  private static void awaited(BooleanSupplier condition) {
    assertThat(Processes.await(condition, TIMEOUT)).isTrue();
  }
}
