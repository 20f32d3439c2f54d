package io.quarterdeck.node.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** The kernel's settings that pods and services depend on. */
public final class KernelNetwork {
  private static final Logger LOG = Logger.getLogger(KernelNetwork.class);
  private static final Path FORWARD = Path.of("/proc/sys/net/ipv4/ip_forward");
  private static final Path BRIDGE = Path.of("/proc/sys/net/bridge/bridge-nf-call-iptables");

  private KernelNetwork() {}

  /**
   * Lets the kernel forward; true when what pods of one bridge say to each other passes its packet
   * filter. Where it does not, the answers of a service would bypass the translation back.
   */
  public static boolean prepare() {
    if (!set(FORWARD)) {
      LOG.warnf("%s is not 1: pods reach nothing but each other", FORWARD);
    }
    return Files.exists(BRIDGE) && set(BRIDGE);
  }

  private static boolean set(Path setting) {
    try {
      if (!Files.readString(setting).strip().equals("1")) {
        Files.writeString(setting, "1");
      }
      return true;
    } catch (IOException e) {
      LOG.warnf("%s cannot be set: %s", setting, e.getMessage());
      return false;
    }
  }
}
