package io.quarterdeck.node.containerd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this machine can and cannot do, as far as containerd must be told. */
public final class Machine {
  private Machine() {}

  public static ContainerdConfig config(ContainerdLayout layout, String sandboxImage) {
    return new ContainerdConfig(
        layout,
        ContainerdLayout.cniPlugins().toString(),
        sandboxImage,
        hasOverlay() ? "overlayfs" : "native",
        cannotLowerOomScore(),
        !hasAppArmor());
  }

  public static boolean hasAppArmor() {
    return Files.exists(Path.of("/sys/kernel/security/apparmor/profiles"));
  }

  private static boolean hasOverlay() {
    try {
      return Files.readString(Path.of("/proc/filesystems")).contains("overlay");
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this process lacks the right to lower OOM scores, which runc then must not try. */
  private static boolean cannotLowerOomScore() {
    try {
      Optional<String> effective =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("CapEff:"))
              .findFirst();
      long capabilities =
          Long.parseUnsignedLong(effective.orElse("CapEff:0").substring(7).strip(), 16);
      return (capabilities >> 24 & 1) == 0;
    } catch (IOException e) {
      return true;
    }
  }
}
