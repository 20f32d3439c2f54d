package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.patch.JsonPatch;
import io.quarterdeck.model.patch.MergePatch;
import io.quarterdeck.model.patch.PatchException;
import io.quarterdeck.model.patch.StrategicMergePatch;
import io.quarterdeck.model.schema.DecodeException;
import io.quarterdeck.model.schema.ObjectDecoder;
import io.quarterdeck.model.schema.ObjectDecoder.Decoded;
import io.quarterdeck.model.schema.ObjectDecoder.Format;
import io.quarterdeck.model.schema.ObjectDecoder.Parsed;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The patch of a request: its way of patching, and its body. */
public record ObjectPatch(Way way, JsonNode body) {
  /** The ways to patch that are understood. */
  public enum Way {
    JSON("application/json-patch+json"),
    MERGE("application/merge-patch+json"),
    STRATEGIC("application/strategic-merge-patch+json");

    private final String mediaType;

    Way(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  public static ObjectPatch of(Call call) {
    Way way = way(Bodies.mediaType(call));
    try {
      Parsed parsed = ObjectDecoder.read(call.body(), Format.JSON);
      complain(call, parsed.complaints());
      return new ObjectPatch(way, parsed.root());
    } catch (DecodeException e) {
      throw Failures.badRequest("error decoding patch: " + Bodies.text(e));
    }
  }

  /** What came of the patch cannot tell any more what was written twice in it. */
  private static void complain(Call call, List<String> complaints) {
    if (complaints.isEmpty()) {
      return;
    }
    switch (Bodies.validation(call)) {
      case STRICT ->
          throw Failures.invalidPatch(
              new String(call.body(), StandardCharsets.UTF_8),
              "strict decoding error: " + String.join(", ", complaints));
      case WARN -> call.warn(complaints);
      case IGNORE -> {
        // The last one counts.
      }
    }
  }

  private static Way way(String mediaType) {
    for (Way each : Way.values()) {
      if (each.mediaType.equals(mediaType)) {
        return each;
      }
    }
    throw Failures.unsupportedMediaType(
        List.of(
            Way.JSON.mediaType,
            Way.MERGE.mediaType,
            Way.STRATEGIC.mediaType,
            AppliedConfiguration.MEDIA_TYPE));
  }

  /** The object that the patch makes of the current one, decoded by the rules of its kind. */
  ApiObject apply(Call call, Kind kind, ApiObject current) {
    Schema schema = Schemas.builtIn().of(kind.type());
    ObjectNode patched = apply(current.json(), schema);
    ApiObject wanted = decode(call, patched, kind.type().apiVersion(), kind.type().kind(), schema);
    Incoming.requirePlace(wanted, call.info());
    return wanted;
  }

  public ObjectNode apply(ObjectNode current, Schema schema) {
    try {
      JsonNode patched =
          switch (way) {
            case JSON -> JsonPatch.apply(current, body);
            case MERGE -> MergePatch.apply(current, body);
            case STRATEGIC -> StrategicMergePatch.apply(current, object(), schema);
          };
      if (patched instanceof ObjectNode object) {
        return object;
      }
      throw Failures.badRequest("the patch does not leave an object");
    } catch (PatchException e) {
      throw failure(e);
    }
  }

  private ObjectNode object() {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw Failures.badRequest("error decoding patch: a strategic merge patch is an object");
  }

  /** What came of a patch, by the rules of its kind. */
  public static ApiObject decode(
      Call call, ObjectNode patched, String apiVersion, String kind, Schema schema) {
    try {
      Decoded decoded =
          ObjectDecoder.decode(patched, apiVersion, kind, schema, Bodies.validation(call));
      call.warn(decoded.warnings());
      return ApiObject.of(decoded.object());
    } catch (DecodeException e) {
      throw Failures.invalidPatch(new String(call.body(), StandardCharsets.UTF_8), e.why());
    }
  }

  private static Failure failure(PatchException patch) {
    String message = String.valueOf(patch.getMessage());
    return switch (patch.flaw()) {
      case MALFORMED -> Failures.badRequest(message);
      case UNPROCESSABLE -> Failures.unprocessable(message);
      case TOO_LARGE -> Failures.tooLargeForStore("Request entity too large: " + message);
    };
  }
}
