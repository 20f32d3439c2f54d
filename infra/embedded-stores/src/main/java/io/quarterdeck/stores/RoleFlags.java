package io.quarterdeck.stores;

import java.util.ArrayList;
import java.util.List;

/** The flags that the JVMs of the control plane's roles are started with. */
public final class RoleFlags {
  /**
   * From here on G1 collects most of the heap while requests are served. The serial collector stops
   * them: for a tenth of a second each few seconds under load, and for as long as a leader may be
   * silent where the heap is a gigabyte.
   */
  private static final int LARGE_MEBIBYTES = 256;

  /**
   * What is larger than half a region takes a whole one. In regions of a mebibyte, which a small
   * heap would have, objects of a little more than half of that fill the heap long before their
   * share.
   */
  private static final int REGION_MEBIBYTES = 4;

  /**
   * Keys come in PEM files, and Java puts them into a store in memory first, where it hides each
   * behind ten thousand rounds of a hash, which a JVM that has just started interprets, for a store
   * that nobody else sees.
   */
  static final String CHEAP_KEY_STORES = "-Dkeystore.pkcs12.keyPbeIterationCount=1";

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
            "-XX:+ExitOnOutOfMemoryError",
            CHEAP_KEY_STORES));
    if (onRequestPath && heapMebibytes >= LARGE_MEBIBYTES) {
      flags.add("-XX:+UseG1GC");
      flags.add("-XX:G1HeapRegionSize=" + REGION_MEBIBYTES + "m");
    } else {
      // Who only waits for events may be stopped for a moment, and needs no threads to collect.
      flags.add("-XX:+UseSerialGC");
    }
    return flags;
  }
}
