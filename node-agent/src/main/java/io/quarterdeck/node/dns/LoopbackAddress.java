package io.quarterdeck.node.dns;

import io.quarterdeck.node.containerd.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An address on this machine's loopback interface. Under its root the agent remembers that it put
 * it there: only then may it take it away, because other clusters of this machine may use the same.
 */
record LoopbackAddress(Path root) {

  /** Puts the address there, unless somebody has already. */
  void take(String address) throws IOException {
    if (!isPresent(address)) {
      // First remembered, so that an address that is there is never without its owner.
      Files.writeString(Files.createDirectories(root).resolve("dns-address"), address);
      String unused = Commands.run(List.of("ip", "address", "add", address + "/32", "dev", "lo"));
    }
  }

  /** Takes away what this agent put there; what is no longer there is no error. */
  void release() throws IOException {
    Path memory = root.resolve("dns-address");
    if (!Files.exists(memory)) {
      return;
    }
    String address = Files.readString(memory);
    if (isPresent(address)) {
      String unused = Commands.run(List.of("ip", "address", "del", address + "/32", "dev", "lo"));
    }
    Files.delete(memory);
  }

  private static boolean isPresent(String address) throws IOException {
    return Commands.run(List.of("ip", "-4", "address", "show", "dev", "lo"))
        .contains(" " + address + "/32 ");
  }
}
