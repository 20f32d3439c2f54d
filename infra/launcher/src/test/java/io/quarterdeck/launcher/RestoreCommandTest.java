package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RestoreCommandTest {
  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"cluster.json", "postgres"})
  void replacesNoCluster(String trace) throws IOException {
    Files.createFile(dir.resolve(trace));
    assertThatThrownBy(() -> call(new RestoreCommand(), "--data-dir", dir.toString(), "a.backup"))
        .hasMessageContaining("there is a cluster in " + dir);
  }

  @Test
  void whatWasCutOffIsNotStarted() throws IOException {
    Files.createFile(dir.resolve("restoring"));
    assertThatThrownBy(() -> call(new UpCommand(), "--data-dir", dir.toString()))
        .hasMessageContaining("a restoration into %s did not come to its end", dir);
  }

  private static void call(Callable<Integer> command, String... arguments) throws Exception {
    var unused = new CommandLine(command).parseArgs(arguments);
    var code = command.call();
    throw new AssertionError("ended with exit code " + code);
  }
}
