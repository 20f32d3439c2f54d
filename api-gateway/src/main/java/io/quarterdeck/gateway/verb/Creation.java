package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.admission.Admission;
import io.quarterdeck.gateway.allocation.ServiceAllocation;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.gateway.store.Origin;
import io.quarterdeck.gateway.store.Outcome;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.apply.Writer;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Creates objects: decoded, given what only the server decides, admitted, validated, stored. */
@Singleton
public class Creation {
  private static final int ATTEMPTS_MAX = 8;

  private final ObjectWriter objects;
  private final Admission admission;
  private final ServiceAllocation allocation;
  private final SecureRandom random = new SecureRandom();

  Creation(ObjectWriter objects, Admission admission, ServiceAllocation allocation) {
    this.objects = objects;
    this.admission = admission;
    this.allocation = allocation;
  }

  /**
   * An object to create.
   *
   * @param wanted without defaults
   */
  public record Request(
      Kind kind,
      Wanted wanted,
      String namespace,
      User user,
      Writer writer,
      Origin origin,
      boolean dryRun) {}

  public Uni<Reply> create(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    boolean dryRun = call.isDryRun();
    Writer writer = Writers.of(call);
    Wanted wanted = Wanted.of(Incoming.forCreate(call, kind));
    return create(
            new Request(
                kind, wanted, call.info().namespace(), call.user(), writer, call.origin(), dryRun))
        .invoke(created -> call.warn(kind.warnings(created)))
        .map(created -> Presenter.one(201, accepted, call.query(), kind, created));
  }

  public Uni<ApiObject> create(Request request) {
    return admission
        .namespaceAccepts(request.kind(), request.wanted().object(), request.namespace())
        .flatMap(ignored -> attempt(request, 1));
  }

  private Uni<ApiObject> attempt(Request request, int attempt) {
    Kind kind = request.kind();
    ApiObject object = request.wanted().object().copy();
    boolean generated =
        object.name().isEmpty() && !object.text("metadata", "generateName").isEmpty();
    if (generated) {
      String base = object.text("metadata", "generateName");
      Metadata.of(object).put("name", Metadata.generatedName(base, random));
    }
    Metadata.stampNew(object, request.namespace(), UUID.randomUUID().toString(), Instant.now());
    Defaults.apply(Schemas.builtIn().of(kind.type()), object.json());
    kind.strategy().normalize(object);
    Owners.ofNew(kind, request.wanted(), object, request.writer());
    return admission
        .admitNew(kind, object, request.user())
        .flatMap(
            ignored -> {
              kind.strategy().prepareForCreate(object);
              Validation.ofNew(kind, object);
              List<Change> along = allocation.reserve(kind, object);
              return request.dryRun()
                  ? dryRun(request, object, generated, attempt)
                  : store(request, object, along, generated, attempt);
            });
  }

  private Uni<ApiObject> dryRun(Request request, ApiObject object, boolean generated, int attempt) {
    return objects
        .stored(request.kind(), object.key())
        .flatMap(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().item(object)
                    : refused(request, object, true, generated, attempt));
  }

  private Uni<ApiObject> store(
      Request request, ApiObject object, List<Change> along, boolean generated, int attempt) {
    ObjectWriter.Target target =
        new ObjectWriter.Target(request.kind(), object.key(), request.origin(), false);
    return objects
        .tryCreate(target, object, along)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done done ->
                      Uni.createFrom().item(ObjectWriter.versioned(object, done.revision()));
                  case Outcome.Refused refused ->
                      refused(
                          request,
                          object,
                          refused.at(target.storeKey()).isPresent(),
                          generated,
                          attempt);
                });
  }

  /** Another name, address or port may be free where the server chooses it. */
  private Uni<ApiObject> refused(
      Request request, ApiObject object, boolean nameTaken, boolean generated, int attempt) {
    if ((generated || !nameTaken) && attempt < ATTEMPTS_MAX) {
      return attempt(request, attempt + 1);
    }
    ResourceType type = request.kind().type();
    if (!nameTaken) {
      return Uni.createFrom()
          .failure(
              Failures.conflict(
                  type, object.name(), "an address or port that it asks for is already allocated"));
    }
    Failure taken =
        object.text("metadata", "generateName").isEmpty()
            ? Failures.alreadyExists(type, object.name())
            : Failures.noFreeName(type, object.name());
    return objects
        .stored(request.kind(), object.key())
        .flatMap(
            found ->
                Uni.createFrom()
                    .failure(
                        found.filter(item -> item.object().isBeingDeleted()).isPresent()
                            ? taken.after("object is being deleted: ")
                            : taken));
  }
}
