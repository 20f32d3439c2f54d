package io.quarterdeck.gateway.protobuf;

import io.quarterdeck.gateway.cache.Item;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was sent to watchers last, so that a change which many watch is written once. Thread-safe;
 * bounded by bytes, the longest unused goes first.
 */
@Singleton
public class EncodedItems {
  private static final long BYTES_MAX = 8L * 1024 * 1024;

  /** A version of an object is told by its identity: items are immutable, and not compared. */
  private record Key(Item item, long revision, boolean partial) {}

  private final Map<Key, byte[]> known = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** The object as of a revision, whole or its metadata alone; written if it is not known. */
  public byte[] of(Item item, long revision, boolean partial, Supplier<byte[]> writer) {
    Key key = new Key(item, revision, partial);
    synchronized (this) {
      byte[] before = known.get(key);
      if (before != null) {
        return before;
      }
    }
    byte[] written = writer.get();
    keep(key, written);
    return written;
  }

  private synchronized void keep(Key key, byte[] written) {
    if (known.putIfAbsent(key, written) == null) {
      bytes += written.length;
    }
    Iterator<byte[]> eldest = known.values().iterator();
    while (bytes > BYTES_MAX && eldest.hasNext()) {
      bytes -= eldest.next().length;
      eldest.remove();
    }
  }
}
