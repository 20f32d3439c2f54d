package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.quantity.Quantity;
import java.util.Base64;
import java.util.Locale;

/** Checks and normalises single values. */
final class ScalarDecoder {
  private ScalarDecoder() {}

  static JsonNode decode(JsonNode value, Schema schema, Place place) throws DecodeException {
    return switch (schema.type()) {
      case STRING -> string(value, schema, place);
      case INTEGER -> integer(value, schema, place);
      case NUMBER -> value.isNumber() ? value : fail(place, Go.kind(value), schema);
      case BOOLEAN -> value.isBoolean() ? value : fail(place, Go.kind(value), schema);
      case INT_OR_STRING -> intOrString(value);
      case QUANTITY -> quantity(value);
      case TIME -> TextNode.valueOf(Times.seconds(time(value)));
      case MICRO_TIME -> TextNode.valueOf(Times.microseconds(time(value)));
      case OBJECT, ARRAY, MAP, RAW, ANY -> throw new IllegalArgumentException(schema.toString());
    };
  }

  private static JsonNode string(JsonNode value, Schema schema, Place place)
      throws DecodeException {
    if (!value.isTextual()) {
      return fail(place, Go.kind(value), schema);
    }
    if (schema.format().equals("byte")) {
      return base64(value.textValue());
    }
    return value;
  }

  private static JsonNode integer(JsonNode value, Schema schema, Place place)
      throws DecodeException {
    boolean fits =
        value.isIntegralNumber()
            && (schema.format().equals("int32")
                ? value.canConvertToInt()
                : value.canConvertToLong());
    if (fits) {
      return value;
    }
    String kind = value.isNumber() ? "number " + number(value) : Go.kind(value);
    return fail(place, kind, schema);
  }

  private static String number(JsonNode value) {
    return value.asText().replace("E", "e").toLowerCase(Locale.ROOT);
  }

  private static JsonNode intOrString(JsonNode value) throws DecodeException {
    if (value.isTextual() || (value.isIntegralNumber() && value.canConvertToInt())) {
      return value;
    }
    String kind = value.isNumber() ? "number " + number(value) : Go.kind(value);
    throw new DecodeException("json: cannot unmarshal " + kind + " into Go value of type int32");
  }

  private static JsonNode quantity(JsonNode value) throws DecodeException {
    String text = value.isTextual() ? value.textValue().strip() : value.toString();
    try {
      return TextNode.valueOf(Quantity.canonical(text));
    } catch (IllegalArgumentException e) {
      throw new DecodeException(String.valueOf(e.getMessage()));
    }
  }

  private static String time(JsonNode value) throws DecodeException {
    if (!value.isTextual()) {
      throw new DecodeException(
          "json: cannot unmarshal " + Go.kind(value) + " into Go value of type string");
    }
    return value.textValue();
  }

  /** Line breaks are allowed in what is read, and gone from what is kept. */
  private static JsonNode base64(String text) throws DecodeException {
    String digits = text.replace("\n", "").replace("\r", "");
    try {
      byte[] decoded = Base64.getDecoder().decode(digits);
      if (digits.length() % 4 == 0) {
        return TextNode.valueOf(Base64.getEncoder().encodeToString(decoded));
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message that names the place.
    }
    throw new DecodeException("illegal base64 data at input byte " + illegal(digits));
  }

  private static int illegal(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      boolean legal = c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/');
      boolean padding = c == '=' && i >= digits.length() - 2 && digits.length() % 4 == 0;
      if (!legal && !padding) {
        return i;
      }
    }
    return digits.length() / 4 * 4;
  }

  private static JsonNode fail(Place place, String kind, Schema schema) throws DecodeException {
    throw place.cannotUnmarshal(kind, Go.type(schema, place));
  }
}
