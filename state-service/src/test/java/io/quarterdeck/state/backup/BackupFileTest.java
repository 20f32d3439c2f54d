package io.quarterdeck.state.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.state.backup.Manifest.Content;
import io.quarterdeck.state.backup.Manifest.Point;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {
  private static final Manifest EMPTY =
      Manifests.of(new Point(1, Instant.EPOCH), new Point(2, Instant.EPOCH));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("a.backup");
    try (BackupWriter writer = BackupWriter.open(file)) {
      Content table = writer.add(BackupFile.TABLES, "lease", out -> text(out, "1\t60\n"));
      writer.finish(EMPTY.with(List.of(table), List.of()));
    }
  }

  @Test
  void holdsWhatWasWrittenForItsOwnerAlone() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (BackupFile backup = BackupFile.open(file)) {
      backup.verify();
      assertThat(backup.manifest().newest()).isEqualTo(EMPTY.newest());
      assertThat(backup.manifest().clusterId()).isEqualTo(EMPTY.clusterId());
      Content table = backup.manifest().tables().getFirst();
      assertThat(table.rows()).isEqualTo(1);
      backup.<SQLException>read(
          BackupFile.TABLES,
          table,
          in -> {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("1\t60\n");
            return 1;
          });
    }
  }

  @Test
  void replacesNoFileAndLeavesNoHalfOfOne() throws Exception {
    assertThatThrownBy(() -> BackupWriter.open(file)).hasMessage(file + " exists already");
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> BackupWriter.open(nowhere.resolve("b.backup")))
        .hasMessage("there is no directory " + nowhere);
    Path other = folder.resolve("b.backup");
    try (BackupWriter writer = BackupWriter.open(other)) {
      var unused = writer.add(BackupFile.TABLES, "lease", out -> text(out, "1\t60\n"));
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesWhatIsNotThereOrCutOff() throws Exception {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> BackupFile.open(missing)).hasMessage("there is no file " + missing);
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> BackupFile.open(file))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(BackupException.class)
          .message()
          .isIn(
              file + " is no backup, or is cut off",
              file + " is damaged: manifest.json is not as it was written");
    }
  }

  @Test
  void refusesAnotherByteWherever() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      String result = outcome();
      assertThat(result).as("byte %d", at).matches("as written|refused");
    }
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    byte[] manifest = new String(EMPTY.bytes(), UTF_8).replace("1,", "2,").getBytes(UTF_8);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(BackupFile.MANIFEST));
      zip.write(manifest);
      zip.setComment(Sha256.of(manifest));
    }
    assertThatThrownBy(() -> BackupFile.open(file))
        .hasMessage(file + " has format 2; this version of Quarterdeck reads format 1");
  }

  /** A zip file has bytes that mean nothing to whoever reads it, such as times. */
  private String outcome() throws IOException {
    try (BackupFile backup = BackupFile.open(file)) {
      backup.verify();
      return backup.manifest().newest().equals(EMPTY.newest()) ? "as written" : "something else";
    } catch (BackupException e) {
      return "refused";
    }
  }

  private static long text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    return 1;
  }
}
