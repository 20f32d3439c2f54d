package io.quarterdeck.state.backup;

import io.quarterdeck.state.backup.Manifest.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup to be read. Whatever is wrong with it is said in a sentence. */
final class BackupFile implements AutoCloseable {
  static final String MANIFEST = "manifest.json";
  static final String TABLES = "tables/";
  static final String KEYS = "keys/";

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private BackupFile(Path file, ZipFile zip, Manifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  static BackupFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BackupException("there is no file " + file);
    }
    try {
      ZipFile zip = new ZipFile(file.toFile());
      try {
        return new BackupFile(file, zip, manifest(file, zip));
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (ZipException | EOFException e) {
      throw new BackupException(file + " is no backup, or is cut off", e);
    }
  }

  private static Manifest manifest(Path file, ZipFile zip) throws IOException {
    byte[] bytes;
    try (InputStream in = stream(file, zip, MANIFEST)) {
      bytes = in.readAllBytes();
    }
    if (!Sha256.of(bytes).equals(zip.getComment())) {
      throw damaged(file, MANIFEST, Optional.empty());
    }
    int format = Manifest.format(bytes);
    if (format != Manifest.FORMAT) {
      throw new BackupException(
          "%s has format %d; this version of Quarterdeck reads format %d"
              .formatted(file, format, Manifest.FORMAT));
    }
    return Manifest.parse(bytes);
  }

  Manifest manifest() {
    return manifest;
  }

  /** Throws unless every part is as it was written. */
  void verify() throws IOException {
    for (Content table : manifest.tables()) {
      read(TABLES, table, BackupFile::skim);
    }
    for (Content key : manifest.keys()) {
      read(KEYS, key, BackupFile::skim);
    }
  }

  private static long skim(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    return 0;
  }

  /** Whatever takes in one part of the file. */
  interface Sink<E extends Exception> {
    long readFrom(InputStream in) throws IOException, E;
  }

  /** Throws, at the end, when the part was not as it was written. */
  <E extends Exception> long read(String folder, Content content, Sink<E> sink)
      throws IOException, E {
    MessageDigest digest = Sha256.begin();
    String name = folder + content.name();
    try (InputStream in = new DigestInputStream(stream(file, zip, name), digest)) {
      long rows = sink.readFrom(in);
      skim(in);
      if (!Sha256.end(digest).equals(content.sha256())) {
        throw damaged(file, name, Optional.empty());
      }
      return rows;
    } catch (ZipException | EOFException e) {
      throw damaged(file, name, Optional.of(e));
    }
  }

  private static InputStream stream(Path file, ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new BackupException("%s is no backup: it has no %s".formatted(file, name));
    }
    return zip.getInputStream(entry);
  }

  private static BackupException damaged(Path file, String name, Optional<Exception> cause) {
    String message = "%s is damaged: %s is not as it was written".formatted(file, name);
    return cause
        .map(it -> new BackupException(message, it))
        .orElseGet(() -> new BackupException(message));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
