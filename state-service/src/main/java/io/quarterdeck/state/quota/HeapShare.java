package io.quarterdeck.state.quota;

/**
 * How much of the heap the state may take, which is in memory whole. The rest is for what decides,
 * answers and publishes, and for a collector that is not to run all the time.
 *
 * @param heapBytes how large the heap may become
 */
public record HeapShare(long heapBytes) {
  private static final long OWN_BYTES = 32L << 20;
  private static final double WRITES = 0.60;
  private static final double START = 0.85;

  public static HeapShare ofThisProcess() {
    return new HeapShare(Runtime.getRuntime().maxMemory());
  }

  /** From here on nothing is added. */
  public long writesMax() {
    return share(WRITES);
  }

  /**
   * A process that holds more is not started: it would end by itself before anybody could delete
   * something. More than {@link #writesMax()}, since what was admitted once must stay within reach.
   */
  public long startMax() {
    return share(START);
  }

  /** The heap that a state of this size needs to take more. */
  public static long heapFor(long stateBytes) {
    return (long) ((stateBytes + OWN_BYTES) / WRITES);
  }

  private long share(double share) {
    return Math.max(0, (long) (heapBytes * share) - OWN_BYTES);
  }
}
