package io.quarterdeck.gateway.content;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.schema.DecodeException;
import io.quarterdeck.model.schema.FieldValidation;
import io.quarterdeck.model.schema.ObjectDecoder;
import io.quarterdeck.model.schema.ObjectDecoder.Decoded;
import io.quarterdeck.model.schema.ObjectDecoder.Format;
import io.quarterdeck.model.schema.Schema;
import java.util.List;
import java.util.Locale;

/** Reads the objects that requests carry. */
public final class Bodies {
  private static final List<String> ACCEPTED =
      List.of("application/json", "application/yaml", Protobuf.MEDIA_TYPE);

  private Bodies() {}

  public static Format format(Call call) {
    String mediaType = mediaType(call);
    return switch (mediaType) {
      case "", "application/json" -> Format.JSON;
      case "application/yaml" -> Format.YAML;
      default -> throw Failures.unsupportedMediaType(ACCEPTED);
    };
  }

  private static boolean isProtobuf(Call call) {
    return mediaType(call).equals(Protobuf.MEDIA_TYPE);
  }

  /** Reads a body without holding it against a schema, such as the options of a deletion. */
  public static JsonNode tree(Call call, Schema schema) {
    try {
      return isProtobuf(call)
          ? Protobuf.read(call.body(), schema)
          : ObjectDecoder.parse(call.body(), format(call));
    } catch (DecodeException e) {
      throw Failures.badRequest(text(e));
    }
  }

  /** The content type without its parameters. */
  public static String mediaType(Call call) {
    String type = call.headers().contentType();
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
  }

  /** What the request wants done about unknown and duplicate fields. */
  public static FieldValidation validation(Call call) {
    String parameter = call.query().text("fieldValidation");
    return FieldValidation.of(parameter)
        .orElseThrow(
            () ->
                Failures.invalidOptions(
                    call.options(),
                    FieldError.notSupported(
                        "fieldValidation",
                        '"' + parameter + '"',
                        List.of("", "Ignore", "Strict", "Warn"))));
  }

  /** Reads the body as an object of a kind; what it warns of goes to the client. */
  public static Decoded read(Call call, String apiVersion, String kind, Schema schema) {
    try {
      Decoded decoded =
          isProtobuf(call)
              ? ObjectDecoder.decode(
                  Protobuf.read(call.body(), schema), apiVersion, kind, schema, validation(call))
              : ObjectDecoder.decode(
                  call.body(), format(call), apiVersion, kind, schema, validation(call));
      call.warn(decoded.warnings());
      return decoded;
    } catch (DecodeException e) {
      throw Failures.badRequest(text(e));
    }
  }

  public static String text(DecodeException failure) {
    String message = failure.getMessage();
    return message == null ? "the body cannot be read" : message;
  }
}
