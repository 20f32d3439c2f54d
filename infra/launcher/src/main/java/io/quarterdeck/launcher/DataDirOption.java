package io.quarterdeck.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that every verb takes. */
final class DataDirOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where the cluster's files are (default: ~/.quarterdeck)")
  private Path dir = Path.of(System.getProperty("user.home"), ".quarterdeck");

  DataDir get() {
    return new DataDir(dir);
  }
}
