package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.apply.ManagedFields;
import io.quarterdeck.model.apply.ManagedFieldsJson;
import io.quarterdeck.model.apply.Ownership;
import io.quarterdeck.model.apply.Version;
import io.quarterdeck.model.apply.Writer;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.util.List;

/** Writes down in an object who owns which of its fields. Pure. */
final class Owners {
  private static final String FIELD = "managedFields";

  private Owners() {}

  /** The rules for requests about a part of an object of a kind. */
  static Ownership rules(Kind kind, Part part) {
    List<Version> others =
        Kinds.builtIn().otherVersions(kind).stream()
            .map(other -> other(kind, other, part))
            .toList();
    return new Ownership(
        Version.served(kind.type().apiVersion(), schema(kind), reset(kind, part)), others);
  }

  private static Version other(Kind kind, Kind other, Part part) {
    return new Version(
        other.type().apiVersion(),
        schema(other),
        reset(other, part),
        object -> kind.in(other, object),
        object -> other.in(kind, object));
  }

  private static Schema schema(Kind kind) {
    return Schemas.builtIn().of(kind.type());
  }

  private static FieldSet reset(Kind kind, Part part) {
    return switch (part) {
      case OBJECT -> kind.has("status") ? FieldSet.ofFields("status") : FieldSet.EMPTY;
      case STATUS, APPROVAL -> allBut(schema(kind), "status");
      case FINALIZE, EPHEMERAL_CONTAINERS, RESIZE -> allBut(schema(kind), "spec");
    };
  }

  private static FieldSet allBut(Schema schema, String part) {
    return schema.properties().keySet().stream()
        .filter(name -> !name.equals(part))
        .map(FieldSet::ofFields)
        .reduce(FieldSet.EMPTY, FieldSet::union);
  }

  /** What the stored object says; an object from before anybody kept account says nothing. */
  static ManagedFields stored(ApiObject object) {
    return ManagedFieldsJson.read(list(object)).orElse(ManagedFields.NONE);
  }

  /**
   * Completes a new object, which its request has described and its defaults have completed.
   *
   * @param wanted as the request has it
   */
  static void ofNew(Kind kind, Wanted wanted, ApiObject object, Writer writer) {
    ManagedFields owners =
        wanted
            .owners()
            .orElseGet(
                () ->
                    rules(kind, Part.OBJECT)
                        .created(object.json(), given(list(wanted.object())), writer));
    write(object, owners);
  }

  /** Completes the next version of an object. */
  static void ofNext(
      Kind kind, Part part, Wanted wanted, ApiObject next, ApiObject old, Writer writer) {
    Metadata.of(next).remove(FIELD);
    ManagedFields before = stored(old);
    ManagedFields owners =
        wanted
            .owners()
            .orElseGet(
                () ->
                    rules(kind, part)
                        .updated(
                            old.json(), next.json(), known(wanted, old, before, writer), writer));
    boolean onlyTimes =
        owners.equals(before) || (owners.isSameButForTimes(before) && isSame(next, old));
    if (!onlyTimes) {
      write(next, owners);
    } else if (!before.isEmpty()) {
      Metadata.of(next).set(FIELD, list(old));
    }
  }

  /**
   * A request about the object itself may say who owns what, or that nobody does. One that leaves
   * it out, or does not understand it, changes nothing of it.
   */
  private static ManagedFields known(
      Wanted wanted, ApiObject old, ManagedFields before, Writer writer) {
    JsonNode requested = list(wanted.object());
    if (!writer.subresource().isEmpty() || requested.equals(list(old))) {
      return before;
    }
    ManagedFields given = given(requested);
    return given.isEmpty() && !ManagedFieldsJson.isReset(requested) ? before : given;
  }

  private static ManagedFields given(JsonNode requested) {
    return ManagedFieldsJson.isReset(requested)
        ? ManagedFields.NONE
        : ManagedFieldsJson.read(requested).orElse(ManagedFields.NONE);
  }

  private static JsonNode list(ApiObject object) {
    return object.at("metadata", FIELD);
  }

  private static void write(ApiObject object, ManagedFields owners) {
    if (!owners.isEmpty()) {
      Metadata.of(object).set(FIELD, ManagedFieldsJson.write(owners));
    }
  }

  /** Whether two versions differ in nothing but who owns them. */
  private static boolean isSame(ApiObject next, ApiObject old) {
    return content(next).equals(content(old));
  }

  private static ObjectNode content(ApiObject object) {
    ObjectNode metadata = Json.object();
    object
        .at("metadata")
        .properties()
        .forEach(each -> metadata.set(each.getKey(), each.getValue()));
    metadata.remove(FIELD);
    metadata.remove("resourceVersion");
    ObjectNode content = Json.object();
    object.json().properties().forEach(each -> content.set(each.getKey(), each.getValue()));
    content.set("metadata", metadata);
    return content;
  }
}
