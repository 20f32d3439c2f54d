package io.quarterdeck.node.volume;

import io.quarterdeck.node.containerd.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The mounts that volumes in memory need. */
final class Mounts {
  private Mounts() {}

  /**
   * @param bytesMax 0 for the kernel's own bound, half of the memory
   */
  static void tmpfs(Path directory, long bytesMax, String mode) throws IOException {
    if (below(directory).contains(directory.toString())) {
      return;
    }
    String options = "mode=" + mode + (bytesMax == 0 ? "" : ",size=" + bytesMax);
    String unused =
        Commands.run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString()));
  }

  /** Detaches everything at or below a directory, the deepest first. */
  static void unmountBelow(Path directory) throws IOException {
    for (String point : below(directory)) {
      String unused = Commands.run(List.of("umount", "-l", point));
    }
  }

  private static List<String> below(Path directory) throws IOException {
    String self = directory.toAbsolutePath().toString();
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/mounts"))) {
      return lines
          .map(line -> line.split(" ")[1].replace("\\040", " "))
          .filter(point -> point.equals(self) || point.startsWith(self + "/"))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
