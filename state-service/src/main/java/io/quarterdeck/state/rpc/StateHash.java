package io.quarterdeck.state.rpc;

import io.quarterdeck.state.model.Entry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/** One number for all keys, values and revisions: equal states have equal ones. Not etcd's. */
final class StateHash {
  private static final int NUMBERS = 6;

  private StateHash() {}

  static int of(List<Entry> entries) {
    CRC32C hash = new CRC32C();
    ByteBuffer numbers = ByteBuffer.allocate(NUMBERS * Long.BYTES);
    for (Entry entry : entries) {
      numbers
          .clear()
          .putLong(entry.key().bytes().length)
          .putLong(entry.value().length)
          .putLong(entry.createRevision())
          .putLong(entry.modRevision())
          .putLong(entry.version())
          .putLong(entry.lease());
      hash.update(numbers.flip());
      hash.update(entry.key().bytes());
      hash.update(entry.value());
    }
    return (int) hash.getValue();
  }
}
