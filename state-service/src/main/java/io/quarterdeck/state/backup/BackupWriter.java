package io.quarterdeck.state.backup;

import io.quarterdeck.state.backup.Manifest.Content;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup, its owner's alone: a zip file with a part for each table, the keys, and the
 * manifest, whose checksum is the file's comment. It has another name until it is whole and on
 * disk.
 */
final class BackupWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final ZipOutputStream zip;

  private BackupWriter(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.channel = channel;
    this.zip =
        new ZipOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
  }

  static BackupWriter open(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new BackupException(file + " exists already");
    }
    if (!Files.isDirectory(Objects.requireNonNull(file.getParent()))) {
      throw new BackupException("there is no directory " + file.getParent());
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    return new BackupWriter(file, part, PrivateFile.create(part));
  }

  /** Whatever fills one part of the file; says how many rows that were. */
  interface Source {
    long writeTo(OutputStream out) throws IOException, SQLException;
  }

  Content add(String folder, String name, Source source) throws IOException, SQLException {
    zip.putNextEntry(new ZipEntry(folder + name));
    MessageDigest digest = Sha256.begin();
    OutputStream out =
        new BufferedOutputStream(new DigestOutputStream(new Unclosed(zip), digest), BUFFER_BYTES);
    long rows = source.writeTo(out);
    out.flush();
    zip.closeEntry();
    return new Content(name, rows, Sha256.end(digest));
  }

  void finish(Manifest manifest) throws IOException {
    byte[] bytes = manifest.bytes();
    zip.putNextEntry(new ZipEntry(BackupFile.MANIFEST));
    zip.write(bytes);
    zip.closeEntry();
    zip.setComment(Sha256.of(bytes));
    zip.finish();
    zip.flush();
    channel.force(true);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(Objects.requireNonNull(file.getParent()))) {
      folder.force(true);
    }
  }

  /** What is not finished by now is removed. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }

  /** The parts of a zip file share one stream. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
