package io.quarterdeck.state.model;

/** One version of a key that exists. The value's bytes are shared: nobody changes them. */
@SuppressWarnings("ArrayRecordComponent") // compared by revision, never by value
public record Entry(
    Key key, byte[] value, long createRevision, long modRevision, long version, long lease) {
  // As measured (docs/performance.md): this record, the key, both arrays' headers, the index's
  // node.
  private static final int OVERHEAD_BYTES = 160;

  /** What it takes in memory with its place in the index, roughly. */
  public long bytes() {
    return bytes(1, key.bytes().length + value.length);
  }

  /** The same of many, whose keys and values are so large together. */
  public static long bytes(long entries, long contentBytes) {
    return entries * OVERHEAD_BYTES + contentBytes;
  }
}
