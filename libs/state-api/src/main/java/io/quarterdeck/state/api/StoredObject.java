package io.quarterdeck.state.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The canonical form of an object in the store: JSON that begins with its metadata and carries no
 * resourceVersion, so that the revision is inserted at a constant offset and never parsed for.
 */
public final class StoredObject {
  private static final byte[] HEAD = ascii("{\"metadata\":{");
  private static final byte[] VERSION = ascii("\"resourceVersion\":\"");

  private StoredObject() {}

  /** The bytes to store; the tree is left as it was. */
  public static byte[] canonical(ObjectNode object) {
    ObjectNode ordered = Json.object();
    JsonNode metadata = object.get("metadata");
    ObjectNode stored =
        metadata instanceof ObjectNode existing ? existing.deepCopy() : Json.object();
    stored.remove("resourceVersion");
    ordered.set("metadata", stored);
    object
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("metadata")) {
                ordered.set(field.getKey(), field.getValue());
              }
            });
    return Json.bytes(ordered);
  }

  public static boolean isCanonical(byte[] value) {
    return value.length > HEAD.length && Arrays.equals(value, 0, HEAD.length, HEAD, 0, HEAD.length);
  }

  /** The object as its readers see it at this revision. */
  public static byte[] withResourceVersion(byte[] canonical, long revision) {
    if (!isCanonical(canonical)) {
      throw new IllegalArgumentException("not the canonical form of an object");
    }
    byte[] number = ascii(Long.toString(revision));
    boolean alone = canonical[HEAD.length] == '}';
    int inserted = VERSION.length + number.length + (alone ? 1 : 2);
    byte[] spliced = Arrays.copyOf(HEAD, canonical.length + inserted);
    int at = HEAD.length;
    System.arraycopy(VERSION, 0, spliced, at, VERSION.length);
    at += VERSION.length;
    System.arraycopy(number, 0, spliced, at, number.length);
    at += number.length;
    spliced[at++] = '"';
    if (!alone) {
      spliced[at++] = ',';
    }
    System.arraycopy(canonical, HEAD.length, spliced, at, canonical.length - HEAD.length);
    return spliced;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
