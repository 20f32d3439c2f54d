package io.quarterdeck.state.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.v1.SnapshotHead;
import io.quarterdeck.state.v1.SnapshotLease;
import io.quarterdeck.state.v1.SnapshotRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The state at one moment as the bytes of a file: records, each behind its length, zeros up to a
 * multiple of 512, and the SHA-256 of all that. The frame is what {@code etcdctl snapshot save}
 * looks for; the records are ours.
 */
final class Snapshot {
  /** A part of the file and how many bytes follow it, the digest not counted. */
  record Part(ByteString bytes, long remaining) {}

  private static final int SECTOR_BYTES = 512;
  private static final int PART_BYTES = 64 << 10;
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));

  private final SnapshotHead head;
  private final List<Entry> entries;
  private final List<Lease> leases;

  private Snapshot(SnapshotHead head, List<Entry> entries, List<Lease> leases) {
    this.head = head;
    this.entries = entries;
    this.leases = leases;
  }

  /** Holds on to what exists now; entries do not change, so this copies references alone. */
  static Snapshot of(Index index, String incarnation) {
    SnapshotHead head =
        SnapshotHead.newBuilder()
            .setFormat(1)
            .setRevision(index.revision())
            .setCompactRevision(index.compactRevision())
            .setIncarnation(incarnation)
            .build();
    return new Snapshot(head, index.range(EVERYTHING), List.copyOf(index.leases()));
  }

  /** The parts in order, each made when it is asked for; the last one is the digest. */
  Iterator<Part> parts() {
    return new Parts(records().iterator(), size());
  }

  private long size() {
    long bytes = records().mapToLong(Snapshot::size).sum();
    return (bytes + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
  }

  private Stream<SnapshotRecord> records() {
    return Stream.of(
            Stream.of(SnapshotRecord.newBuilder().setHead(head).build()),
            leases.stream().map(Snapshot::record),
            entries.stream().map(Snapshot::record))
        .flatMap(each -> each);
  }

  private static SnapshotRecord record(Lease lease) {
    return SnapshotRecord.newBuilder()
        .setLease(SnapshotLease.newBuilder().setId(lease.id()).setTtlSeconds(lease.ttlSeconds()))
        .build();
  }

  private static SnapshotRecord record(Entry entry) {
    return SnapshotRecord.newBuilder().setKeyValue(Responses.keyValue(entry, true)).build();
  }

  private static int size(SnapshotRecord record) {
    int size = record.getSerializedSize();
    return CodedOutputStream.computeUInt32SizeNoTag(size) + size;
  }

  private static final class Parts implements Iterator<Part> {
    private final Iterator<SnapshotRecord> records;
    private final MessageDigest digest = sha256();
    private long remaining;
    private boolean ended;

    Parts(Iterator<SnapshotRecord> records, long size) {
      this.records = records;
      this.remaining = size;
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public Part next() {
      if (ended) {
        throw new NoSuchElementException();
      }
      if (remaining == 0) {
        ended = true;
        return new Part(ByteString.copyFrom(digest.digest()), 0);
      }
      ByteString bytes =
          records.hasNext() ? some() : ByteString.copyFrom(new byte[(int) remaining]);
      digest.update(bytes.asReadOnlyByteBuffer());
      remaining -= bytes.size();
      return new Part(bytes, remaining);
    }

    private ByteString some() {
      ByteString.Output output = ByteString.newOutput(PART_BYTES);
      try {
        while (records.hasNext() && output.size() < PART_BYTES) {
          records.next().writeDelimitedTo(output);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return output.toByteString();
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
