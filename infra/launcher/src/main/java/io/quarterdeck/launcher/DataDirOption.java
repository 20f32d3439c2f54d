package io.quarterdeck.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every verb takes. */
final class DataDirOption {
  private static final Path USUAL = Path.of(System.getProperty("user.home"), ".quarterdeck");

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where the cluster's files are (default: ~/.quarterdeck)")
  private Path dir = USUAL;

  /** What a user types to go on with this cluster. */
  String command(String verb) {
    return "./quarterdeck " + verb + (dir.equals(USUAL) ? "" : " --data-dir " + dir);
  }

  DataDir get() {
    return new DataDir(dir);
  }
}
