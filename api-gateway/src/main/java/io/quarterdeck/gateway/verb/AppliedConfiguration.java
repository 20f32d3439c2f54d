package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.apply.ManagedFields;
import io.quarterdeck.model.apply.Ownership;
import io.quarterdeck.model.apply.Writer;
import io.quarterdeck.model.fields.Configuration;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.schema.DecodeException;
import io.quarterdeck.model.schema.FieldValidation;
import io.quarterdeck.model.schema.ObjectDecoder;
import io.quarterdeck.model.schema.ObjectDecoder.Format;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.util.List;
import java.util.Optional;

/**
 * The body of a request that applies: what somebody wants of an object, and nothing of what they do
 * not care about.
 *
 * @param force whether it takes fields that others own
 */
public record AppliedConfiguration(ObjectNode json, Writer writer, boolean force) {
  static final String MEDIA_TYPE = "application/apply-patch+yaml";

  public static boolean isIn(Call call) {
    return Bodies.mediaType(call).equals(MEDIA_TYPE);
  }

  static AppliedConfiguration of(Call call, Kind kind) {
    Schema schema = Schemas.builtIn().of(kind.type());
    AppliedConfiguration applied = of(call, kind.type().apiVersion(), kind.type().kind(), schema);
    kind.strategy().normalize(ApiObject.of(applied.json()));
    return applied;
  }

  /** Reads a body that must be of a kind. */
  public static AppliedConfiguration of(Call call, String apiVersion, String kind, Schema schema) {
    Writer writer = Writers.applying(call);
    Format format = format(call);
    ObjectNode json = parse(call, format);
    String given = named(json.path("apiVersion").asText(""), json.path("kind").asText(""));
    if (!given.equals(named(apiVersion, kind))) {
      throw Failures.badRequest("invalid object type: " + given);
    }
    if (json.path("metadata").hasNonNull("managedFields")) {
      throw Failures.badRequest("metadata.managedFields must be nil");
    }
    List<String> problems = Configuration.problems(schema, json);
    if (!problems.isEmpty()) {
      throw Failures.badRequest(
          "failed to create typed patch object (%s/%s; %s): %s"
              .formatted(
                  json.path("metadata").path("namespace").asText(""),
                  json.path("metadata").path("name").asText(""),
                  given,
                  problems.size() == 1
                      ? problems.getFirst()
                      : "errors:\n  " + String.join("\n  ", problems)));
    }
    judgeValues(call, format, apiVersion, kind, schema);
    return new AppliedConfiguration(json, writer, call.query().isTrue("force"));
  }

  /** Finds what the decoder finds in any body: values of a wrong type, fields that stand twice. */
  private static void judgeValues(
      Call call, Format format, String apiVersion, String kind, Schema schema) {
    try {
      call.warn(
          ObjectDecoder.decode(
                  call.body(), format, apiVersion, kind, schema, Bodies.validation(call))
              .warnings());
    } catch (DecodeException e) {
      throw Failures.badRequest(Bodies.text(e));
    }
  }

  private static ObjectNode parse(Call call, Format format) {
    try {
      JsonNode body = ObjectDecoder.parse(call.body(), format);
      if (body instanceof ObjectNode object) {
        return object;
      }
      throw Failures.badRequest("error decoding YAML: a configuration is an object");
    } catch (DecodeException e) {
      throw Failures.badRequest("error decoding YAML: " + Bodies.text(e));
    }
  }

  /** Most clients send JSON, which YAML allows and its parser reads with limits of its own. */
  private static Format format(Call call) {
    try {
      ObjectDecoder.parse(call.body(), Format.JSON);
      return Format.JSON;
    } catch (DecodeException notJson) {
      return Format.YAML;
    }
  }

  private static String named(String apiVersion, String kind) {
    return (apiVersion.contains("/") ? apiVersion : "/" + apiVersion) + ", Kind=" + kind;
  }

  /** What applying a Scale asks of the object that it scales: its replicas. */
  public AppliedConfiguration ofScaled(Kind kind) {
    ObjectNode object = Json.object();
    object.put("apiVersion", kind.type().apiVersion()).put("kind", kind.type().kind());
    for (String condition : List.of("resourceVersion", "uid")) {
      JsonNode value = json.path("metadata").path(condition);
      if (value.isTextual()) {
        object.withObject("/metadata").set(condition, value);
      }
    }
    JsonNode replicas = json.path("spec").path("replicas");
    if (!replicas.isMissingNode()) {
      object.putObject("spec").set("replicas", replicas);
    }
    return new AppliedConfiguration(object, writer, force);
  }

  /**
   * What the configuration makes of an object.
   *
   * @param live the object; empty where there is none yet
   */
  public Wanted over(ApiObject live, Kind kind, Part part) {
    ManagedFields owners = Owners.stored(live);
    Ownership rules = Owners.rules(kind, part);
    return switch (rules.apply(live.json(), json, owners, writer, force)) {
      case Ownership.Refused refused -> throw Failures.applyConflict(refused.conflicts());
      case Ownership.Applied applied ->
          new Wanted(decoded(applied.object(), kind), Optional.of(applied.managed()));
    };
  }

  private static ApiObject decoded(JsonNode merged, Kind kind) {
    try {
      return ApiObject.of(
          ObjectDecoder.decode(
                  (ObjectNode) merged,
                  kind.type().apiVersion(),
                  kind.type().kind(),
                  Schemas.builtIn().of(kind.type()),
                  FieldValidation.IGNORE)
              .object());
    } catch (DecodeException e) {
      throw Failures.badRequest(Bodies.text(e));
    }
  }
}
