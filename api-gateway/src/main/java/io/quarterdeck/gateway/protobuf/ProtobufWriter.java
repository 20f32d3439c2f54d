package io.quarterdeck.gateway.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.WireLayout;
import io.quarterdeck.model.schema.WireLayout.Field;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * Writes the JSON of an object, which must be valid, in the protobuf of Kubernetes. What JSON does
 * not have is not written. For one thread.
 */
final class ProtobufWriter {
  private static final int NANOS_OF_MICRO = 1000;
  private static final int EXPECTED_BYTES = 2048;

  private final BackwardOutput out = new BackwardOutput(EXPECTED_BYTES);

  private ProtobufWriter() {}

  static byte[] write(ObjectNode object, WireLayout layout) {
    ProtobufWriter writer = new ProtobufWriter();
    writer.message(object, layout);
    return writer.out.toBytes();
  }

  private void message(JsonNode object, WireLayout layout) {
    for (Field field : layout.fields().reversed()) {
      if (field.holds() == WireLayout.Holds.INLINED) {
        inlined(object, field);
        continue;
      }
      JsonNode value = object.path(field.name());
      if (!value.isMissingNode() && !value.isNull()) {
        field(value, field);
      }
    }
  }

  private void inlined(JsonNode object, Field field) {
    int before = out.length();
    message(object, field.layout());
    if (out.length() > before) {
      out.close(field.number(), before);
    }
  }

  private void field(JsonNode value, Field field) {
    switch (field.occurs()) {
      case ONCE -> value(field.number(), value, field);
      case LIST -> list(value, field);
      case MAP -> map(value, field);
    }
  }

  private void list(JsonNode values, Field field) {
    for (int i = values.size() - 1; i >= 0; i--) {
      value(field.number(), values.get(i), field);
    }
  }

  private void map(JsonNode map, Field field) {
    List<String> keys = new ArrayList<>();
    map.fieldNames().forEachRemaining(keys::add);
    keys.sort(Collections.reverseOrder());
    for (String key : keys) {
      int before = out.length();
      value(2, map.get(key), field);
      out.text(1, key);
      out.close(field.number(), before);
    }
  }

  private void value(int number, JsonNode value, Field field) {
    switch (field.holds()) {
      case STRING -> out.text(number, value.asText());
      case BOOL -> out.integer(number, value.asBoolean() ? 1 : 0);
      case INTEGER -> out.integer(number, value.asLong());
      case DOUBLE -> out.real(number, value.asDouble());
      case BYTES -> out.bytes(number, base64(value.asText()));
      default -> {
        int before = out.length();
        composite(value, field);
        out.close(number, before);
      }
    }
  }

  private void composite(JsonNode value, Field field) {
    switch (field.holds()) {
      case TIME -> time(Instant.parse(value.asText()), 0);
      case MICRO_TIME -> {
        Instant instant = Instant.parse(value.asText());
        time(instant, instant.get(ChronoField.MICRO_OF_SECOND) * NANOS_OF_MICRO);
      }
      case INT_OR_STRING -> intOrString(value);
      case QUANTITY -> out.text(1, value.asText());
      case RAW -> out.bytes(1, Json.bytes(value));
      case WRAPPED_LIST -> list(value, field.layout().fields().getFirst());
      case UNION -> union(value, field.layout());
      case MESSAGE, INLINED, STRING, BOOL, INTEGER, DOUBLE, BYTES -> message(value, field.layout());
    }
  }

  private void time(Instant instant, int nanos) {
    out.integer(2, nanos);
    out.integer(1, instant.getEpochSecond());
  }

  private void intOrString(JsonNode value) {
    boolean number = value.isNumber();
    out.text(3, number ? "" : value.asText());
    out.integer(2, number ? value.asLong() : 0);
    out.integer(1, number ? 0 : 1);
  }

  private void union(JsonNode value, WireLayout layout) {
    layout.fields().stream()
        .filter(each -> Unions.takes(each, value))
        .forEach(each -> field(value, each));
  }

  private static byte[] base64(String text) {
    // Go passes over line breaks.
    return Base64.getMimeDecoder().decode(text);
  }
}
