package io.quarterdeck.stores;

import java.util.ArrayList;
import java.util.List;

/** The flags that the JVMs of the control plane's roles are started with. */
public final class RoleFlags {
  /**
   * From here on G1 collects most of the heap while the process works. The serial collector stops
   * it: for a tenth of a second each few seconds under load, and for as long as a leader may be
   * silent where the heap is a gigabyte.
   */
  private static final int LARGE_MEBIBYTES = 256;

  private RoleFlags() {}

  /**
   * Flags for a heap.
   *
   * @param onRequestPath what every request passes through is compiled as well as the JVM can: its
   *     ciphers alone take several times as long otherwise. The rest waits for events most of the
   *     time
   */
  public static List<String> of(int heapMebibytes, boolean onRequestPath) {
    List<String> flags = new ArrayList<>();
    flags.addAll(
        List.of(
            "-Xms16m",
            "-Xmx" + heapMebibytes + "m",
            "-Xss512k",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=" + (onRequestPath ? 4 : 1),
            "-XX:ReservedCodeCacheSize=48m",
            "-XX:+ExitOnOutOfMemoryError"));
    // A control plane at rest has next to nothing to do: one thread collects a small heap.
    flags.add(heapMebibytes < LARGE_MEBIBYTES ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
    return flags;
  }
}
