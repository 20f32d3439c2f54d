package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.schema.Schemas;

/** Reads the object of a request and holds it against the request's path. */
public final class Incoming {
  private Incoming() {}

  public static ApiObject forCreate(Call call, Kind kind) {
    ApiObject object = read(call, kind);
    requireNamespace(object, call.info());
    if (!object.resourceVersion().isEmpty()) {
      throw Failures.badRequest("resourceVersion should not be set on objects to be created");
    }
    return object;
  }

  static ApiObject forUpdate(Call call, Kind kind) {
    ApiObject object = read(call, kind);
    requirePlace(object, call.info());
    return object;
  }

  private static ApiObject read(Call call, Kind kind) {
    return ApiObject.of(
        Bodies.read(
                call,
                kind.type().apiVersion(),
                kind.type().kind(),
                Schemas.builtIn().of(kind.type()))
            .object());
  }

  static ObjectKey key(RequestInfo info) {
    return new ObjectKey(info.namespace(), info.name());
  }

  /** The object must be where its URL says, which it may leave unsaid. */
  static void requirePlace(ApiObject object, RequestInfo info) {
    requireNamespace(object, info);
    if (object.name().isEmpty()) {
      Metadata.of(object).put("name", info.name());
    } else if (!object.name().equals(info.name())) {
      throw Failures.badRequest(
          "the name of the object ("
              + object.name()
              + ") does not match the name on the URL ("
              + info.name()
              + ")");
    }
    if (!info.namespace().isEmpty()) {
      Metadata.of(object).put("namespace", info.namespace());
    }
  }

  /** The object must be in the namespace that its URL says, which it may leave unsaid. */
  public static void requireNamespace(ApiObject object, RequestInfo info) {
    if (!object.namespace().isEmpty() && !object.namespace().equals(info.namespace())) {
      throw Failures.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }
}
