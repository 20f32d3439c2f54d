package io.quarterdeck.node.containerd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of the machine's named network namespaces. {@code ip netns add} mounts it onto
 * itself where it is no mount yet, which hides the namespaces of pods that were there before and
 * keeps the runtime from removing them; so it becomes such a mount before the first pod.
 */
final class NamedNetworks {
  private static final Path DIRECTORY = Path.of("/run/netns");

  private NamedNetworks() {}

  static void share() throws IOException {
    Files.createDirectories(DIRECTORY);
    if (!isMount()) {
      String directory = DIRECTORY.toString();
      String unused = Commands.run(List.of("mount", "--bind", directory, directory));
      unused = Commands.run(List.of("mount", "--make-shared", directory));
    }
  }

  private static boolean isMount() throws IOException {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
      return mounts.anyMatch(line -> line.split(" ")[1].equals(DIRECTORY.toString()));
    }
  }
}
