package io.quarterdeck.node.registration;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a node is made of, as measured now.
 *
 * @param memoryBytes all of it; {@code memoryFree} is what new processes can have
 * @param diskBytes of the file system that holds the node's files
 */
record MachineFacts(
    int cpus,
    long memoryBytes,
    long memoryFree,
    long diskBytes,
    long diskFree,
    String architecture,
    String kernel,
    String osImage,
    String machineId,
    String bootId) {
  private static final long KIBI = 1024;

  static MachineFacts measure(Path root) throws IOException {
    FileStore disk = Files.getFileStore(root);
    return new MachineFacts(
        Runtime.getRuntime().availableProcessors(),
        memory("MemTotal:"),
        memory("MemAvailable:"),
        disk.getTotalSpace(),
        disk.getUsableSpace(),
        goArchitecture(),
        line("/proc/sys/kernel/osrelease"),
        readOsImage(),
        line("/etc/machine-id"),
        line("/proc/sys/kernel/random/boot_id"));
  }

  private static String goArchitecture() {
    String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") ? "arm64" : name;
  }

  private static long memory(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBI;
      }
    }
    return 0;
  }

  private static String readOsImage() throws IOException {
    Path file = Path.of("/etc/os-release");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("PRETTY_NAME=")) {
          return line.substring("PRETTY_NAME=".length()).replace("\"", "");
        }
      }
    }
    return "Linux";
  }

  private static String line(String file) throws IOException {
    Path path = Path.of(file);
    return Files.exists(path) ? Files.readString(path).strip() : "";
  }
}
