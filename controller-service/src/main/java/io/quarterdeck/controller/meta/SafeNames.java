package io.quarterdeck.controller.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Short names made from what they stand for. The alphabet has no vowels and no digits that look
 * like them, so that no words appear by chance.
 */
public final class SafeNames {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

  /** The longest prefix that a generated name keeps. */
  private static final int PREFIX_MAX = 58;

  private SafeNames() {}

  /** The same letters for the same seed, always. */
  public static String letters(int length, String... seed) {
    BigInteger rest = new BigInteger(1, digest(String.join("\n", seed)));
    StringBuilder letters = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      letters.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return letters.toString();
  }

  /** Of a value, not of its text: the order of fields and absent fields make no difference. */
  public static String hash(JsonNode value, int collisions) {
    String seed = canonical(value).toString();
    return collisions == 0 ? letters(10, seed) : letters(10, seed, Integer.toString(collisions));
  }

  /** A name as generateName would make it, but for the choice of its last letters. */
  public static String generated(String prefix, String letters) {
    return shortened(prefix) + letters;
  }

  private static String shortened(String prefix) {
    return prefix.length() > PREFIX_MAX ? prefix.substring(0, PREFIX_MAX) : prefix;
  }

  /** Fields in order of their names, without those that are null. */
  public static JsonNode canonical(JsonNode value) {
    if (value.isObject()) {
      ObjectNode sorted = Json.object();
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(value.properties());
      fields.sort(Map.Entry.comparingByKey());
      for (Map.Entry<String, JsonNode> field : fields) {
        if (!field.getValue().isNull()) {
          sorted.set(field.getKey(), canonical(field.getValue()));
        }
      }
      return sorted;
    }
    if (value.isArray()) {
      var items = Json.MAPPER.createArrayNode();
      value.forEach(item -> items.add(canonical(item)));
      return items;
    }
    return value;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
