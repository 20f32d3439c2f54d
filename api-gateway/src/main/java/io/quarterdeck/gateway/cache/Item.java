package io.quarterdeck.gateway.cache;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.state.api.StoredObject;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One version of an object: its canonical bytes (a Secret's opened), and the few facts of it that
 * requests ask for without reading the bytes. Immutable.
 */
public final class Item {
  private final ObjectKey key;
  private final String uid;
  private final byte[] value;
  private final long revision;
  private final JsonNode labels;
  private final Map<String, String> fields;
  private final UnaryOperator<byte[]> shown;

  Item(
      ObjectKey key,
      String uid,
      byte[] value,
      long revision,
      JsonNode labels,
      Map<String, String> fields,
      UnaryOperator<byte[]> shown) {
    this.key = key;
    this.uid = uid;
    this.value = value;
    this.revision = revision;
    this.labels = labels;
    this.fields = Map.copyOf(fields);
    this.shown = shown;
  }

  public ObjectKey key() {
    return key;
  }

  public String uid() {
    return uid;
  }

  /** Of this version; for a deleted object still that of its last one. */
  public long revision() {
    return revision;
  }

  public JsonNode labels() {
    return labels;
  }

  /** The text of each field that selectors may name. */
  public Map<String, String> fields() {
    return fields;
  }

  /** The canonical bytes; whoever gets them does not change them. */
  public byte[] canonical() {
    return shown.apply(value);
  }

  /** The bytes that it keeps. */
  int size() {
    return value.length;
  }

  /** The object as its readers see it. */
  public byte[] bytes() {
    return bytesAt(revision);
  }

  /** The object as if it were of another revision, such as that at which it was deleted. */
  public byte[] bytesAt(long otherRevision) {
    return StoredObject.withResourceVersion(canonical(), otherRevision);
  }

  public ApiObject object() {
    return ApiObject.parse(bytes());
  }
}
