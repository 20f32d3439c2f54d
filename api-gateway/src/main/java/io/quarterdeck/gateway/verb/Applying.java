package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.authz.Authorizer;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Server-side apply: merges a configuration into an object, or creates the object from it. */
@Singleton
public class Applying {
  private final Updates updates;
  private final Creation creation;
  private final Authorizer authorizer;

  Applying(Updates updates, Creation creation, Authorizer authorizer) {
    this.updates = updates;
    this.creation = creation;
    this.authorizer = authorizer;
  }

  public Uni<Reply> apply(Call call, Kind kind, Part part) {
    AppliedConfiguration configuration = AppliedConfiguration.of(call, kind);
    Uni<Reply> merged = merge(call, kind, part, configuration);
    return part == Part.OBJECT
        ? merged
            .onFailure(Applying::isMissing)
            .recoverWithUni(Uni.createFrom().deferred(() -> create(call, kind, configuration)))
            // Somebody else created it in between.
            .onFailure(Applying::isThere)
            .recoverWithUni(() -> merge(call, kind, part, configuration))
        : merged;
  }

  private static boolean isMissing(Throwable failure) {
    return failure instanceof Failure known && known.isNotFound();
  }

  private static boolean isThere(Throwable failure) {
    return failure instanceof Failure known && known.isAlreadyExists();
  }

  private Uni<Reply> merge(Call call, Kind kind, Part part, AppliedConfiguration configuration) {
    return updates
        .change(
            call,
            kind,
            part,
            configuration.writer(),
            old -> {
              Wanted wanted = configuration.over(old, kind, part);
              Incoming.requirePlace(wanted.object(), call.info());
              return wanted;
            })
        .map(next -> reply(200, call, kind, next));
  }

  private Uni<Reply> create(Call call, Kind kind, AppliedConfiguration configuration) {
    requireMayCreate(call);
    Wanted wanted = configuration.over(ApiObject.of(Json.object()), kind, Part.OBJECT);
    ApiObject object = wanted.object();
    Incoming.requirePlace(object, call.info());
    if (!object.uid().isEmpty() || !object.resourceVersion().isEmpty()) {
      throw Failures.conflict(
          kind.type(),
          call.info().name(),
          "the provided object specified "
              + (object.uid().isEmpty()
                  ? "resourceVersion " + object.resourceVersion()
                  : "uid " + object.uid())
              + ", and no existing object was found");
    }
    return creation
        .create(
            new Creation.Request(
                kind,
                wanted,
                call.info().namespace(),
                call.user(),
                configuration.writer(),
                call.origin(),
                call.isDryRun()))
        .map(created -> reply(201, call, kind, created));
  }

  private void requireMayCreate(Call call) {
    RequestInfo patch = call.info();
    RequestInfo create =
        new RequestInfo(
            true,
            "create",
            patch.path(),
            patch.group(),
            patch.version(),
            patch.namespace(),
            patch.resource(),
            patch.name(),
            patch.subresource());
    if (!authorizer.allows(call.user(), create)) {
      throw Failures.forbidden(
          create.group(), create.resource(), create.name(), Authorizer.reason(call.user(), create));
    }
  }

  private static Reply reply(int code, Call call, Kind kind, ApiObject object) {
    call.warn(kind.warnings(object));
    return Presenter.one(code, Accepted.of(call.headers().accept()), call.query(), kind, object);
  }
}
