package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {

  @Test
  void isItsOwnersAloneAlsoWhenItWasNotBefore(@TempDir Path parent) throws IOException {
    DataDir made = new DataDir(parent.resolve("a").resolve("made"));
    DataDir found = new DataDir(Files.createDirectory(parent.resolve("found")));
    Files.setPosixFilePermissions(found.root(), PosixFilePermissions.fromString("rwxr-xr-x"));

    made.create();
    found.create();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.root())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found.root())))
        .isEqualTo("rwx------");
  }
}
