package io.quarterdeck.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of one program as the JVM maps them at a start instead of parsing and linking them
 * anew (JEP 483, 514). A run without one records it when it ends in good order. The file is named
 * after all that it depends on, so a new JDK, another flag or a rebuilt jar leads to a new one; a
 * JVM that does not like a cache says so in its log and does without.
 */
public final class ClassCache {
  private static final String SUFFIX = ".aot";
  private static final String OUTPUT = "-XX:AOTCacheOutput=";

  private final Path folder;
  private final String name;
  private final String key;

  private ClassCache(Path folder, String name, String key) {
    this.folder = folder;
    this.name = name;
    this.key = key;
  }

  /** The cache, in {@code folder}, of a program that these flags and jars make. */
  public static ClassCache of(Path folder, String name, List<String> jvmFlags, List<Path> jars) {
    StringBuilder facts = new StringBuilder(Runtime.version().toString());
    facts.append(System.getProperty("java.home")).append(jvmFlags);
    try {
      for (Path jar : jars) {
        facts.append('\n').append(jar).append(' ').append(Files.size(jar));
        facts.append(' ').append(Files.getLastModifiedTime(jar).toMillis());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ClassCache(folder, name, digest(facts.toString()));
  }

  /** What the JVM is to be told: to use the cache, or to record it; nothing where it cannot be. */
  public List<String> jvmFlags() {
    Path file = folder.resolve(name + "-" + key + SUFFIX);
    if (Files.exists(file)) {
      return List.of("-XX:AOTCache=" + file);
    }
    // Each run records into a file of its own: several clusters may run from one build.
    Path part = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    // Which classes a recording has to leave out is of no interest in a program's log.
    return Files.isWritable(folder)
        ? List.of(OUTPUT + part, "-Xlog:aot=error", "-Xlog:cds=error")
        : List.of();
  }

  /** What a run leaves behind for the next one: the JVM makes it after the program has ended. */
  public record Recording(long pid, Path part) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Waits until the JVM has made the cache, and puts it in force in place of older ones. */
    public void keep() {
      if (!Processes.await(() -> !Processes.isRunning(pid), PATIENCE) || !Files.exists(part)) {
        return;
      }
      String file = part.getFileName().toString();
      String cache = file.substring(0, file.indexOf(SUFFIX) + SUFFIX.length());
      String name = cache.substring(0, cache.lastIndexOf('-') + 1);
      try {
        Files.move(part, part.resolveSibling(cache), StandardCopyOption.ATOMIC_MOVE);
        try (Stream<Path> siblings = Files.list(part.getParent())) {
          siblings
              .map(each -> each.getFileName().toString())
              .filter(each -> each.startsWith(name) && each.endsWith(SUFFIX))
              // A longer name is that of another program whose name begins with ours.
              .filter(each -> each.length() == cache.length())
              .filter(each -> !each.equals(cache))
              .forEach(each -> part.resolveSibling(each).toFile().delete());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Ends the making of the cache and takes away what there is of it. */
    public void discard() {
      ProcessHandle.of(pid).stream()
          .filter(process -> Processes.commandLine(pid).contains(OUTPUT + part))
          .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
          .forEach(ProcessHandle::destroyForcibly);
      Processes.await(() -> !Processes.isRunning(pid), Duration.ofSeconds(10));
      part.toFile().delete();
      config().toFile().delete();
    }

    private boolean begun() {
      return Files.exists(config());
    }

    private Path config() {
      return part.resolveSibling(part.getFileName() + ".config");
    }

    private static Optional<Recording> of(long pid) {
      return Processes.commandLine(pid).stream()
          .filter(word -> word.startsWith(OUTPUT))
          .map(word -> new Recording(pid, Path.of(word.substring(OUTPUT.length()))))
          .findFirst();
    }
  }

  /** Stops a Java program; its JVM may live on to make what it has recorded into a cache. */
  public static Optional<Recording> stop(long pid, int signal, Duration patience) {
    Optional<Recording> recording = Recording.of(pid);
    if (recording.isEmpty()) {
      Processes.stop(pid, signal, patience);
      return recording;
    }
    Processes.kill(pid, signal);
    if (!Processes.await(() -> !Processes.isRunning(pid) || recording.get().begun(), patience)) {
      Processes.stop(pid, 9, patience);
    }
    return recording;
  }

  private static String digest(String facts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
