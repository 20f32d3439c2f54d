package io.quarterdeck.state.quota;

/** The state does not fit into the heap of this process. */
public final class StateTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MEBIBYTE = 1 << 20;

  public StateTooLargeException(long stateBytes, HeapShare share) {
    super(
        ("the state takes about %d MiB of memory, for which the heap of %d MiB has no room;"
                + " start with a heap of %d MiB or more")
            .formatted(
                stateBytes / MEBIBYTE,
                share.heapBytes() / MEBIBYTE,
                HeapShare.heapFor(stateBytes) / MEBIBYTE + 1));
  }
}
