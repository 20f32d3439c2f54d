package io.quarterdeck.gateway.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes of something valid something that is not quite. */
public final class Mutations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEP = 300;

  /** Deeper than any parser should follow. */
  private static final int TOO_DEEP = 20_000;

  /** What programs stumble over. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\0",
          "a\rb\nc",
          "\u00e4\u20ac\ud83d\udea2",
          "\ud800",
          "%",
          "%s%n%d",
          "%00",
          "%zz",
          "../..",
          "/",
          "//",
          ":",
          "-",
          "-1",
          "0",
          "9223372036854775807",
          "-9223372036854775808",
          "1e400",
          "1e999999999",
          "9".repeat(40),
          "99999999999%",
          "NaN",
          "9999-12-31T23:59:59-23:59",
          "0000-01-01T00:00:00Z",
          "2024-02-30T25:61:61Z",
          "~1~0~",
          "a,b,,c",
          "a in (b,",
          "!a,b!=c,d notin (e)",
          "$patch",
          "metadata",
          "f:metadata",
          "k:{\"name\":\"x\"}",
          "{",
          "[]",
          "\"",
          "\\",
          "&a *a",
          "x".repeat(300));

  private final RandomGenerator random;

  public Mutations(RandomGenerator random) {
    this.random = random;
  }

  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  public String text() {
    return one(TEXTS);
  }

  /** A text with some of it changed. */
  public String text(String seed) {
    return new String(bytes(seed.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** Bytes with a few places of them changed, which need be no text any longer. */
  public byte[] bytes(byte[] seed) {
    byte[] bytes = seed;
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(1, 9));
    return switch (random.nextInt(6)) {
      case 0 -> spliced(bytes, from, to, new byte[0]);
      case 1 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
      case 2 -> spliced(bytes, from, to, text().getBytes(StandardCharsets.UTF_8));
      case 3 -> spliced(bytes, from, from, text().getBytes(StandardCharsets.UTF_8));
      case 4 -> Arrays.copyOf(bytes, from);
      default -> spliced(bytes, from, to, noise(to - from));
    };
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] spliced = new byte[from + between.length + bytes.length - to];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(between, 0, spliced, from, between.length);
    System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
    return spliced;
  }

  /** An object with some of its values changed; what is given stays as it is. */
  public ObjectNode tree(ObjectNode seed) {
    ObjectNode tree = seed.deepCopy();
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      List<JsonNode> containers = new ArrayList<>();
      collect(tree, containers);
      change(one(containers));
    }
    return tree;
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(each -> collect(each, containers));
    }
  }

  private void change(JsonNode container) {
    if (container instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (names.isEmpty() || random.nextInt(6) == 0) {
        object.set(text(), value());
      } else if (random.nextInt(4) == 0) {
        object.remove(one(names));
      } else {
        object.set(one(names), value());
      }
    } else if (container instanceof ArrayNode array) {
      if (array.isEmpty() || random.nextInt(3) == 0) {
        array.add(value());
      } else {
        int at = random.nextInt(array.size());
        array.insert(at, random.nextBoolean() ? value() : array.get(at).deepCopy());
      }
    }
  }

  /** Any value, in any place. */
  public JsonNode value() {
    return switch (random.nextInt(13)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextInt(-2, 3));
      case 3 -> NODES.numberNode(random.nextLong());
      case 4 -> NODES.numberNode(Integer.MAX_VALUE);
      case 5 -> NODES.numberNode(BigInteger.TWO.pow(random.nextInt(60, 130)).negate());
      case 6 -> NODES.numberNode(new BigDecimal("1e" + one(List.of("-400", "9", "400", "999999"))));
      case 7 -> NODES.objectNode();
      case 8 -> NODES.arrayNode();
      case 9 -> NODES.arrayNode().add(text()).add(random.nextInt()).addNull();
      case 10 -> Json.object().put(text(), text()).put(text(), random.nextInt());
      case 11 -> nested(DEEP);
      default -> TextNode.valueOf(text());
    };
  }

  private static JsonNode nested(int depth) {
    JsonNode node = NODES.objectNode();
    for (int i = 0; i < depth; i++) {
      node = i % 2 == 0 ? NODES.arrayNode().add(node) : Json.object().set("a", node);
    }
    return node;
  }

  /** Text that nests without end, in one of the forms that bodies have. */
  public byte[] abyss() {
    String opened = one(List.of("[", "{\"a\":", "- ", "a: {", "? "));
    return opened.repeat(TOO_DEEP).getBytes(StandardCharsets.UTF_8);
  }
}
