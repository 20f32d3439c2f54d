package io.quarterdeck.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {
  private static final long NOBODY = 1L << 30;

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void writeJar() throws IOException {
    jar = Files.writeString(folder.resolve("program.jar"), "one");
  }

  @Test
  void theFirstRunRecordsWhatTheSecondUses() throws IOException {
    assertThat(record("program")).isTrue();

    assertThat(flags("program")).singleElement().asString().startsWith("-XX:AOTCache=" + folder);
    assertThat(caches()).hasSize(1);
  }

  @Test
  void anotherJarLeadsToAnotherCacheAndTheOldOneGoes() throws IOException {
    record("program");
    record("program-of-others");
    Files.writeString(jar, "another");

    assertThat(record("program")).isTrue();

    assertThat(caches()).hasSize(2);
  }

  @Test
  void aRunThatWasKilledChangesNothing() {
    new ClassCache.Recording(NOBODY, folder.resolve("program-0.aot.1.part")).keep();

    assertThat(caches()).isEmpty();
  }

  @Test
  void whatNobodyWaitsForLeavesNothing() throws IOException {
    Path part = folder.resolve("program-0.aot.1.part");
    Process making =
        new ProcessBuilder("sh", "-c", "sleep 3219; :", "-XX:AOTCacheOutput=" + part).start();
    Files.writeString(part, "half");
    Files.writeString(folder.resolve("program-0.aot.1.part.config"), "classes");

    new ClassCache.Recording(making.pid(), part).discard();

    // The JVM hears of a child's end a moment later than the kernel knows it.
    assertThat(Processes.isRunning(making.pid())).isFalse();
    assertThat(folder.toFile().list()).containsExactly("program.jar");
  }

  /** Does what a run's JVM would do; false where the run was not told to record. */
  private boolean record(String name) throws IOException {
    String output = flags(name).getFirst();
    if (!output.startsWith("-XX:AOTCacheOutput=")) {
      return false;
    }
    Path part = Path.of(output.substring(output.indexOf('=') + 1));
    Files.writeString(part, "classes");
    new ClassCache.Recording(NOBODY, part).keep();
    return true;
  }

  private List<String> flags(String name) {
    return ClassCache.of(folder, name, List.of("-Xmx1m"), List.of(jar)).jvmFlags();
  }

  private List<Path> caches() {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
