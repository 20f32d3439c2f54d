package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.schema.Document.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads what a client sends as an object of an expected kind. What comes out has known fields of
 * the right types only, and apiVersion and kind filled in where the body left them out.
 */
public final class ObjectDecoder {
  private static final int SUMMARY_BYTES_MAX = 30;

  private ObjectDecoder() {}

  /** The form of a body. */
  public enum Format {
    JSON,
    YAML
  }

  /**
   * An object that was read.
   *
   * @param warnings for the client, one for each unknown or duplicate field
   */
  public record Decoded(ObjectNode object, List<String> warnings) {}

  /** Reads a body as an object of a built-in resource. */
  public static Decoded decode(
      byte[] body, Format format, ResourceType type, FieldValidation validation)
      throws DecodeException {
    Schema schema = Schemas.builtIn().of(type);
    return decode(body, format, type.apiVersion(), type.kind(), schema, validation);
  }

  /**
   * Reads a body as an object of any kind with a schema: an object, or what is sent to a
   * subresource such as a {@code Scale}.
   */
  public static Decoded decode(
      byte[] body,
      Format format,
      String apiVersion,
      String kind,
      Schema schema,
      FieldValidation validation)
      throws DecodeException {
    Document document = parse(body, format, kind);
    if (!(document.root() instanceof ObjectNode root)) {
      throw unrecognized(
          kind,
          "couldn't get version/kind; json parse error: json: cannot unmarshal "
              + Go.kind(document.root())
              + " into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\";"
              + " Kind string \"json:\\\"kind,omitempty\\\"\" }",
          body);
    }
    return decode(document, root, apiVersion, kind, schema, validation);
  }

  /**
   * Reads a tree, such as the outcome of a patch, by the same rules; it cannot have duplicate
   * fields.
   */
  public static Decoded decode(
      ObjectNode tree, String apiVersion, String kind, Schema schema, FieldValidation validation)
      throws DecodeException {
    return decode(Document.of(tree), tree, apiVersion, kind, schema, validation);
  }

  /**
   * A body that was parsed without a schema, such as a patch.
   *
   * @param complaints one for each duplicate field
   */
  public record Parsed(JsonNode root, List<String> complaints) {}

  /** Parses a body without a schema; an unreadable one gives the parser's words. */
  public static JsonNode parse(byte[] body, Format format) throws DecodeException {
    return read(body, format).root();
  }

  /** The same for those who tell the client of duplicate fields. */
  public static Parsed read(byte[] body, Format format) throws DecodeException {
    try {
      Document document = document(body, format);
      return new Parsed(document.root(), document.allComplaints());
    } catch (SyntaxException e) {
      throw new DecodeException(words(e));
    }
  }

  private static Decoded decode(
      Document document,
      ObjectNode root,
      String apiVersion,
      String kind,
      Schema schema,
      FieldValidation validation)
      throws DecodeException {
    String givenVersion = text(root, "apiVersion", apiVersion);
    String givenKind = text(root, "kind", kind);
    if (!givenVersion.equals(apiVersion) || !givenKind.equals(kind)) {
      throw mismatch(givenVersion, givenKind, apiVersion, kind);
    }
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    ValueDecoder decoder = new ValueDecoder(document.duplicates());
    ObjectNode object;
    try {
      object = decoder.decode(root, schema);
    } catch (DecodeException e) {
      throw cannotBeHandled(kind, version, String.valueOf(e.getMessage()));
    }
    List<String> complaints = new ArrayList<>(document.complaints());
    complaints.addAll(decoder.complaints());
    if (validation == FieldValidation.STRICT && !complaints.isEmpty()) {
      throw cannotBeHandled(
          kind, version, "strict decoding error: " + String.join(", ", complaints));
    }
    object.put("apiVersion", apiVersion).put("kind", kind);
    boolean warn = validation == FieldValidation.WARN;
    return new Decoded(object, warn ? List.copyOf(complaints) : List.of());
  }

  private static Document parse(byte[] body, Format format, String kind) throws DecodeException {
    try {
      return document(body, format);
    } catch (SyntaxException e) {
      String words =
          format == Format.YAML
              ? words(e)
              : "couldn't get version/kind; json parse error: " + words(e);
      throw unrecognized(kind, words, body);
    }
  }

  private static Document document(byte[] body, Format format) throws SyntaxException {
    return switch (format) {
      case JSON -> JsonParser.parse(body);
      case YAML -> YamlParser.parse(body);
    };
  }

  private static String words(SyntaxException e) {
    return String.valueOf(e.getMessage());
  }

  private static String text(ObjectNode root, String field, String absent) {
    String text = root.path(field).asText("");
    return text.isEmpty() ? absent : text;
  }

  private static DecodeException mismatch(
      String givenVersion, String givenKind, String apiVersion, String kind) {
    if (!givenVersion.equals(apiVersion) && givenKind.equals(kind)) {
      return new DecodeException(
          "the API version in the data ("
              + givenVersion
              + ") does not match the expected API version ("
              + apiVersion
              + ")");
    }
    String version = givenVersion.substring(givenVersion.indexOf('/') + 1);
    return cannotBeHandled(
        givenKind,
        version,
        kind,
        "converting ("
            + givenVersion
            + "."
            + givenKind
            + ") to ("
            + apiVersion
            + "."
            + kind
            + "): unknown conversion");
  }

  private static DecodeException cannotBeHandled(String kind, String version, String why) {
    return cannotBeHandled(kind, version, kind, why);
  }

  private static DecodeException cannotBeHandled(
      String given, String version, String kind, String why) {
    return new DecodeException(
        given + " in version \"" + version + "\" cannot be handled as a " + kind + ": " + why, why);
  }

  private static DecodeException unrecognized(String kind, String why, byte[] body) {
    return new DecodeException(
        "the object provided is unrecognized (must be of type "
            + kind
            + "): "
            + why
            + " ("
            + summary(body)
            + ")");
  }

  private static String summary(byte[] body) {
    if (body.length == 0) {
      return "<empty>";
    }
    int length = Math.min(body.length, SUMMARY_BYTES_MAX);
    String more = body.length > length ? " ..." : "";
    return body[0] == '{'
        ? new String(body, 0, length, StandardCharsets.UTF_8) + more
        : HexFormat.of().formatHex(body, 0, length) + more;
  }
}
