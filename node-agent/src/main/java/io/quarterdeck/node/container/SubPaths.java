package io.quarterdeck.node.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Finds what a subPath names inside of a volume. Links are followed, because the files of most
 * volumes are links, but never out of the volume. A directory that is not there is made.
 */
final class SubPaths {
  private SubPaths() {}

  static Path resolve(Path volume, String subPath) throws ConfigException {
    Path wanted = volume.resolve(subPath).normalize();
    if (subPath.startsWith("/") || !wanted.startsWith(volume)) {
      throw new ConfigException("subPath leaves its volume: " + subPath);
    }
    try {
      Path root = volume.toRealPath();
      Path at = root;
      for (Path name : volume.relativize(wanted)) {
        Path next = at.resolve(name);
        if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(next);
          Files.setAttribute(
              next, "unix:mode", (Integer) Files.getAttribute(at, "unix:mode") & 07777);
        }
        at = next.toRealPath();
        if (!at.startsWith(root)) {
          throw new ConfigException("subPath leaves its volume: " + subPath);
        }
      }
      return at;
    } catch (IOException e) {
      throw new ConfigException("failed to prepare subPath \"" + subPath + "\": " + e.getMessage());
    }
  }
}
