package io.quarterdeck.node.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that a path of the node is of the type that the pod expects, and makes it where asked. */
final class HostPaths {
  private static final int FILE_TYPE = 0170000;
  private static final int SOCKET = 0140000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;

  private HostPaths() {}

  static Path check(VolumePlan.HostPath plan) throws VolumeException, IOException {
    Path path = Path.of(plan.path());
    switch (plan.type()) {
      case "" -> {}
      case "DirectoryOrCreate" -> {
        if (!Files.exists(path)) {
          Files.createDirectories(path);
        }
        require(Files.isDirectory(path), path, "directory");
      }
      case "FileOrCreate" -> {
        if (!Files.exists(path)) {
          Files.createFile(path);
        }
        require(Files.isRegularFile(path), path, "file");
      }
      case "Directory" -> require(Files.isDirectory(path), path, "directory");
      case "File" -> require(Files.isRegularFile(path), path, "file");
      case "Socket" -> require(type(path) == SOCKET, path, "socket file");
      case "CharDevice" -> require(type(path) == CHARACTER_DEVICE, path, "character device");
      case "BlockDevice" -> require(type(path) == BLOCK_DEVICE, path, "block device");
      default -> throw new VolumeException(plan.type() + " is an invalid volume type");
    }
    return path;
  }

  private static int type(Path path) throws IOException {
    return Files.exists(path) ? (Integer) Files.getAttribute(path, "unix:mode") & FILE_TYPE : 0;
  }

  private static void require(boolean holds, Path path, String what) throws VolumeException {
    if (!holds) {
      throw new VolumeException("hostPath type check failed: " + path + " is not a " + what);
    }
  }
}
