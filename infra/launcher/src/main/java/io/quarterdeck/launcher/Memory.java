package io.quarterdeck.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much memory there is, and how much of it processes take: each page that several share is
 * counted in parts (PSS).
 */
final class Memory {
  private Memory() {}

  /** What the machine has, or the container in which this runs. */
  static long ofMachineMebibytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        >> 20;
  }

  /** The process and all that it started, in MiB. */
  static long mebibytes(long pid) {
    return ProcessHandle.of(pid)
        .map(
            process ->
                Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(each -> kibibytes(each.pid()))
                        .sum()
                    / 1024)
        .orElse(0L);
  }

  private static long kibibytes(long pid) {
    try {
      return pss(Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")));
    } catch (IOException e) {
      return 0; // It ended meanwhile.
    }
  }

  static long pss(List<String> rollup) {
    return rollup.stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
