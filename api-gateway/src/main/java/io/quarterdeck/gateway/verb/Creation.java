package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.admission.Admission;
import io.quarterdeck.gateway.allocation.ServiceAllocation;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.gateway.store.Origin;
import io.quarterdeck.gateway.store.Outcome;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Creates objects: decoded, given what only the server decides, admitted, validated, stored. */
@ApplicationScoped
public class Creation {
  private static final int ATTEMPTS_MAX = 8;

  private final ObjectWriter writer;
  private final Admission admission;
  private final ServiceAllocation allocation;
  private final SecureRandom random = new SecureRandom();

  Creation(ObjectWriter writer, Admission admission, ServiceAllocation allocation) {
    this.writer = writer;
    this.admission = admission;
    this.allocation = allocation;
  }

  public Uni<Reply> create(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    boolean dryRun = call.isDryRun();
    ApiObject object = Incoming.forCreate(call, kind);
    return create(kind, object, call.info().namespace(), call.user(), call.origin(), dryRun)
        .invoke(created -> call.warn(kind.strategy().warnings(created)))
        .map(created -> Presenter.one(201, accepted, call.query(), kind, created));
  }

  /**
   * Creates an object.
   *
   * @param decoded without defaults; belongs to this call from now on
   */
  public Uni<ApiObject> create(
      Kind kind, ApiObject decoded, String namespace, User user, Origin origin, boolean dryRun) {
    return admission
        .namespaceAccepts(kind, decoded, namespace)
        .flatMap(
            ignored -> attempt(new Creating(kind, decoded, namespace, user, origin, dryRun), 1));
  }

  private record Creating(
      Kind kind, ApiObject decoded, String namespace, User user, Origin origin, boolean dryRun) {}

  private Uni<ApiObject> attempt(Creating creating, int attempt) {
    Kind kind = creating.kind();
    ApiObject object = creating.decoded().copy();
    boolean generated =
        object.name().isEmpty() && !object.text("metadata", "generateName").isEmpty();
    if (generated) {
      String base = object.text("metadata", "generateName");
      Metadata.of(object).put("name", Metadata.generatedName(base, random));
    }
    Metadata.stampNew(object, creating.namespace(), UUID.randomUUID().toString(), Instant.now());
    Defaults.apply(Schemas.builtIn().of(kind.type()), object.json());
    return admission
        .admitNew(kind, object, creating.user())
        .flatMap(
            ignored -> {
              kind.strategy().prepareForCreate(object);
              List<Change> along = allocation.reserve(kind, object);
              Validation.ofNew(kind, object);
              return creating.dryRun()
                  ? dryRun(creating, object)
                  : store(creating, object, along, generated, attempt);
            });
  }

  private Uni<ApiObject> dryRun(Creating creating, ApiObject object) {
    return writer
        .stored(creating.kind(), object.key())
        .map(
            found -> {
              if (found.isPresent()) {
                throw Failures.alreadyExists(creating.kind().type(), object.name());
              }
              return object;
            });
  }

  private Uni<ApiObject> store(
      Creating creating, ApiObject object, List<Change> along, boolean generated, int attempt) {
    ObjectWriter.Target target =
        new ObjectWriter.Target(creating.kind(), object.key(), creating.origin(), false);
    return writer
        .tryCreate(target, object, along)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done done ->
                      Uni.createFrom().item(ObjectWriter.versioned(object, done.revision()));
                  case Outcome.Refused refused -> {
                    boolean nameTaken = refused.at(target.storeKey()).isPresent();
                    boolean hopeful = generated || !nameTaken;
                    yield hopeful && attempt < ATTEMPTS_MAX
                        ? attempt(creating, attempt + 1)
                        : Uni.createFrom().failure(taken(creating, object, nameTaken));
                  }
                });
  }

  private static RuntimeException taken(Creating creating, ApiObject object, boolean nameTaken) {
    return nameTaken
        ? Failures.alreadyExists(creating.kind().type(), object.name())
        : Failures.conflict(
            creating.kind().type(),
            object.name(),
            "an address or port that it asks for is already allocated");
  }
}
