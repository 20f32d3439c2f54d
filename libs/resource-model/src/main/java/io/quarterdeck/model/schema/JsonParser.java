package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.schema.Document.Duplicate;
import io.quarterdeck.model.schema.Document.SyntaxException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Parses JSON that users send: it notices duplicate keys, limits depth, and complains in the words
 * that users know from Kubernetes. Not thread-safe; one text each.
 */
final class JsonParser {
  /** Deeper than any object, and far from the end of a thread's stack. */
  private static final int DEPTH_MAX = 500;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String text;
  private final IdentityHashMap<ObjectNode, List<Duplicate>> duplicates = new IdentityHashMap<>();
  private int position;
  private int depth;

  private JsonParser(String text) {
    this.text = text;
  }

  static Document parse(byte[] json) throws SyntaxException {
    JsonParser parser = new JsonParser(new String(json, StandardCharsets.UTF_8));
    JsonNode root = parser.value("looking for beginning of value");
    parser.skipSpace();
    if (parser.position < parser.text.length()) {
      throw parser.unexpected("after top-level value");
    }
    return new Document(root, parser.duplicates, List.of());
  }

  private JsonNode value(String context) throws SyntaxException {
    skipSpace();
    char c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> NODES.textNode(string());
      case 't' -> literal("true", NODES.booleanNode(true));
      case 'f' -> literal("false", NODES.booleanNode(false));
      case 'n' -> literal("null", NODES.nullNode());
      default -> {
        if (c == '-' || isDigit(c)) {
          yield number();
        }
        throw unexpected(context);
      }
    };
  }

  private ObjectNode object() throws SyntaxException {
    enter();
    ObjectNode object = NODES.objectNode();
    position++;
    skipSpace();
    if (peek() == '}') {
      position++;
      depth--;
      return object;
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw unexpected("looking for beginning of object key string");
      }
      String key = string();
      skipSpace();
      if (peek() != ':') {
        throw unexpected("after object key");
      }
      position++;
      if (object.has(key)) {
        duplicates
            .computeIfAbsent(object, each -> new ArrayList<>())
            .add(new Duplicate(key, object.size()));
      }
      object.set(key, value("looking for beginning of value"));
      if (closes('}', "after object key:value pair")) {
        depth--;
        return object;
      }
    }
  }

  private ArrayNode array() throws SyntaxException {
    enter();
    ArrayNode array = NODES.arrayNode();
    position++;
    skipSpace();
    if (peek() == ']') {
      position++;
      depth--;
      return array;
    }
    while (true) {
      array.add(value("looking for beginning of value"));
      if (closes(']', "after array element")) {
        depth--;
        return array;
      }
    }
  }

  /** Passes a comma, or the end of what is open. */
  private boolean closes(char end, String context) throws SyntaxException {
    skipSpace();
    char c = peek();
    if (c != ',' && c != end) {
      throw unexpected(context);
    }
    position++;
    return c == end;
  }

  private String string() throws SyntaxException {
    int start = ++position;
    while (peek() >= ' ' && peek() != '"' && peek() != '\\') {
      position++;
    }
    if (peek() == '"') {
      return text.substring(start, position++);
    }
    StringBuilder string = new StringBuilder(text.substring(start, position));
    while (true) {
      char c = peek();
      if (c < ' ') {
        throw unexpected("in string literal");
      }
      position++;
      if (c == '"') {
        return Surrogates.paired(string.toString());
      }
      string.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws SyntaxException {
    char c = peek();
    char meant =
        switch (c) {
          case '"', '\\', '/' -> c;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> {
            int code = 0;
            for (int i = 0; i < 4; i++) {
              position++;
              int digit = Character.digit(peek(), 16);
              if (digit < 0) {
                throw unexpected("in \\u hexadecimal character escape");
              }
              code = code * 16 + digit;
            }
            yield (char) code;
          }
          default -> throw unexpected("in string escape code");
        };
    position++;
    return meant;
  }

  private JsonNode number() throws SyntaxException {
    final int start = position;
    boolean integer = true;
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else {
      digits("in numeric literal");
    }
    if (at('.')) {
      integer = false;
      position++;
      digits("after decimal point in numeric literal");
    }
    if (at('e') || at('E')) {
      integer = false;
      position++;
      if (at('+') || at('-')) {
        position++;
      }
      digits("in exponent of numeric literal");
    }
    return node(text.substring(start, position), integer);
  }

  private static JsonNode node(String literal, boolean integer) throws SyntaxException {
    if (!integer) {
      try {
        return NODES.numberNode(new BigDecimal(literal));
      } catch (NumberFormatException e) {
        throw new SyntaxException("invalid number literal " + literal);
      }
    }
    if (literal.length() < 19) {
      long value = Long.parseLong(literal);
      return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
    if (literal.length() > 1000) {
      throw new SyntaxException("number literal is too long");
    }
    BigInteger value = new BigInteger(literal);
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }

  private void digits(String context) throws SyntaxException {
    if (!isDigit(peek())) {
      throw unexpected(context);
    }
    while (position < text.length() && isDigit(text.charAt(position))) {
      position++;
    }
  }

  private JsonNode literal(String word, JsonNode node) throws SyntaxException {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting " + quote(word.charAt(i)) + ")");
      }
      position++;
    }
    return node;
  }

  private void enter() throws SyntaxException {
    if (++depth > DEPTH_MAX) {
      throw new SyntaxException("exceeded max depth");
    }
  }

  private boolean at(char c) {
    return position < text.length() && text.charAt(position) == c;
  }

  private char peek() throws SyntaxException {
    if (position >= text.length()) {
      throw new SyntaxException("unexpected end of JSON input");
    }
    return text.charAt(position);
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private SyntaxException unexpected(String context) {
    return new SyntaxException(
        "invalid character " + quote(text.codePointAt(position)) + " " + context);
  }

  private static String quote(int c) {
    return switch (c) {
      case '\'' -> "'\\''";
      case '\n' -> "'\\n'";
      case '\r' -> "'\\r'";
      case '\t' -> "'\\t'";
      default -> c < ' ' ? String.format("'\\x%02x'", c) : "'" + Character.toString(c) + "'";
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
