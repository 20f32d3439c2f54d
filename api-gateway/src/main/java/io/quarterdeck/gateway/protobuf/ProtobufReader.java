package io.quarterdeck.gateway.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.CodedInputStream;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.WireLayout;
import io.quarterdeck.model.schema.WireLayout.Field;
import io.quarterdeck.model.schema.WireLayout.Holds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads objects in the protobuf of Kubernetes into the tree that their JSON would give. Its wire
 * form always carries plain scalars, so a zero means "not said" except where Go has a pointer or
 * JSON always shows it.
 */
final class ProtobufReader {
  private static final int DEPTH_MAX = 100;
  private static final DateTimeFormatter SECONDS = utc("uuuu-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter MICROSECONDS = utc("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private ProtobufReader() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  static void read(CodedInputStream in, WireLayout layout, ObjectNode into) throws IOException {
    message(in, layout, into, 0);
  }

  private static void message(CodedInputStream in, WireLayout layout, ObjectNode into, int depth)
      throws IOException {
    if (depth > DEPTH_MAX) {
      throw new IOException("it is nested too deeply");
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Optional<Field> field = layout.field(tag >>> 3);
      if (field.isEmpty()) {
        in.skipField(tag);
      } else if (field.get().holds() == Holds.INLINED) {
        message(in.readBytes().newCodedInput(), field.get().layout(), into, depth + 1);
      } else {
        field(in, field.get(), into, depth);
      }
    }
  }

  private static void field(CodedInputStream in, Field field, ObjectNode into, int depth)
      throws IOException {
    switch (field.occurs()) {
      case MAP ->
          entry(
              in.readBytes().newCodedInput(), field, into.withObjectProperty(field.name()), depth);
      case LIST -> into.withArrayProperty(field.name()).add(value(in, field, depth));
      case ONCE -> {
        JsonNode value = value(in, field, depth);
        if (!value.isNull() && (field.keepsZero() || !isZero(field, value))) {
          into.set(field.name(), value);
        }
      }
    }
  }

  private static boolean isZero(Field field, JsonNode value) {
    return switch (field.holds()) {
      case STRING, BYTES, QUANTITY -> value.asText().isEmpty();
      case BOOL -> !value.asBoolean();
      case INTEGER, DOUBLE, INT_OR_STRING ->
          value.isNumber() ? value.asDouble() == 0 : value.asText().isEmpty();
      case TIME, MICRO_TIME, RAW, MESSAGE, INLINED, WRAPPED_LIST, UNION -> false;
    };
  }

  private static void entry(CodedInputStream in, Field field, ObjectNode into, int depth)
      throws IOException {
    String key = "";
    JsonNode value = MissingNode.getInstance();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> key = in.readString();
        case 2 -> value = value(in, field, depth);
        default -> in.skipField(tag);
      }
    }
    boolean text = field.holds() == Holds.STRING || field.holds() == Holds.BYTES;
    into.set(key, value.isMissingNode() ? text ? TextNode.valueOf("") : Json.object() : value);
  }

  private static JsonNode value(CodedInputStream in, Field field, int depth) throws IOException {
    return switch (field.holds()) {
      case STRING -> TextNode.valueOf(in.readString());
      case BOOL -> BooleanNode.valueOf(in.readBool());
      case INTEGER -> integer(in.readInt64());
      case DOUBLE -> real(in.readDouble());
      case BYTES -> TextNode.valueOf(Base64.getEncoder().encodeToString(in.readByteArray()));
      case TIME -> time(in.readBytes().newCodedInput(), SECONDS);
      case MICRO_TIME -> time(in.readBytes().newCodedInput(), MICROSECONDS);
      case INT_OR_STRING -> intOrString(in.readBytes().newCodedInput());
      case QUANTITY -> TextNode.valueOf(new String(first(in), StandardCharsets.UTF_8));
      case RAW -> raw(first(in));
      case MESSAGE, INLINED -> object(in, field, depth);
      case WRAPPED_LIST -> object(in, field, depth).withArrayProperty("items");
      case UNION -> union(object(in, field, depth), field.layout());
    };
  }

  private static ObjectNode object(CodedInputStream in, Field field, int depth) throws IOException {
    ObjectNode object = Json.object();
    message(in.readBytes().newCodedInput(), field.layout(), object, depth + 1);
    return object;
  }

  private static JsonNode integer(long value) {
    return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
  }

  /** As JSON writes it: whole numbers have no fraction. */
  private static JsonNode real(double value) {
    return value == (long) value ? integer((long) value) : DoubleNode.valueOf(value);
  }

  private static JsonNode time(CodedInputStream in, DateTimeFormatter format) throws IOException {
    long seconds = 0;
    long nanos = 0;
    boolean said = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      said = true;
      switch (tag >>> 3) {
        case 1 -> seconds = in.readInt64();
        case 2 -> nanos = in.readInt32();
        default -> in.skipField(tag);
      }
    }
    return said
        ? TextNode.valueOf(format.format(Instant.ofEpochSecond(seconds, nanos)))
        : NullNode.getInstance();
  }

  private static JsonNode intOrString(CodedInputStream in) throws IOException {
    long type = 0;
    int number = 0;
    String text = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> 3) {
        case 1 -> type = in.readInt64();
        case 2 -> number = in.readInt32();
        case 3 -> text = in.readString();
        default -> in.skipField(tag);
      }
    }
    return type == 0 ? IntNode.valueOf(number) : TextNode.valueOf(text);
  }

  /** The first field of a message that has no other. */
  private static byte[] first(CodedInputStream outer) throws IOException {
    CodedInputStream in = outer.readBytes().newCodedInput();
    byte[] content = {};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> 3 == 1) {
        content = in.readByteArray();
      } else {
        in.skipField(tag);
      }
    }
    return content;
  }

  private static JsonNode raw(byte[] json) throws IOException {
    return json.length == 0 ? NullNode.getInstance() : Json.MAPPER.readTree(json);
  }

  /** Of the alternatives that are there the last: a schema goes before a mere permission. */
  private static JsonNode union(ObjectNode alternatives, WireLayout layout) {
    return layout.fields().stream()
        .map(field -> alternatives.path(field.name()))
        .filter(value -> !value.isMissingNode())
        .reduce((first, second) -> second)
        .orElse(BooleanNode.FALSE);
  }
}
