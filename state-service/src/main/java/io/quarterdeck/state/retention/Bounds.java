package io.quarterdeck.state.retention;

/**
 * Where the store stands, and what others may still ask of its history.
 *
 * @param compacted the oldest revision of which the API may ask
 * @param published up to here everything is in Kafka
 */
public record Bounds(long epoch, long revision, long compacted, long published) {

  /** The newest revision that nobody but people will ask for again. */
  long releasable() {
    // A watch may begin with the compaction's revision itself.
    return Math.min(compacted - 1, published);
  }
}
