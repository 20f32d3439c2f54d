package io.quarterdeck.bus;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** One record of an object topic: an object's new state, its last state, or its tombstone. */
public final class ObjectEvent {
  /** What became of the object. */
  public enum Type {
    CREATED,
    UPDATED,
    DELETED,
    /** Only says that the key is gone; it follows a {@link #DELETED} and outlives it. */
    TOMBSTONE
  }

  private final Type type;
  private final ObjectKey key;
  private final Position position;
  private final long revision;
  private final long cause;
  private final String incarnation;
  private final String actor;
  private final byte[] bytes;

  /** Where the record stands. */
  public record Position(String topic, int partition, long offset) {}

  private ObjectEvent(ConsumerRecord<String, byte[]> record) {
    key = keyOf(record.key());
    position = new Position(record.topic(), record.partition(), record.offset());
    revision = number(record, EventHeaders.REVISION);
    cause = number(record, EventHeaders.CAUSE);
    incarnation = text(record, EventHeaders.INCARNATION);
    actor = text(record, EventHeaders.ACTOR);
    bytes = record.value() == null ? new byte[0] : record.value();
    type = record.value() == null ? Type.TOMBSTONE : typeOf(text(record, EventHeaders.TYPE));
  }

  public static ObjectEvent of(ConsumerRecord<String, byte[]> record) {
    return new ObjectEvent(record);
  }

  public Type type() {
    return type;
  }

  public ObjectKey key() {
    return key;
  }

  public Position position() {
    return position;
  }

  public long revision() {
    return revision;
  }

  /** The revision that made somebody write this; 0 when nothing did. */
  public long cause() {
    return cause;
  }

  public String incarnation() {
    return incarnation;
  }

  public String actor() {
    return actor;
  }

  /** The object's JSON, not copied; empty for a tombstone. */
  public byte[] bytes() {
    return bytes;
  }

  public boolean isGone() {
    return type == Type.DELETED || type == Type.TOMBSTONE;
  }

  public ApiObject object() {
    return ApiObject.parse(bytes);
  }

  /** The name of a header, empty where it is absent. */
  static String text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static ObjectKey keyOf(String key) {
    int slash = key.indexOf('/');
    return slash < 0
        ? ObjectKey.cluster(key)
        : new ObjectKey(key.substring(0, slash), key.substring(slash + 1));
  }

  static long number(ConsumerRecord<?, ?> record, String name) {
    String text = text(record, name);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private static Type typeOf(String type) {
    return switch (type) {
      case EventHeaders.CREATED -> Type.CREATED;
      case EventHeaders.DELETED -> Type.DELETED;
      default -> Type.UPDATED;
    };
  }
}
