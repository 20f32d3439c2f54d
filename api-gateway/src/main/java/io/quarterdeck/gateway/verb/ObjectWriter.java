package io.quarterdeck.gateway.verb;

import com.google.protobuf.ByteString;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.cache.Items;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.secret.StoredForm;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.gateway.store.Origin;
import io.quarterdeck.gateway.store.Outcome;
import io.quarterdeck.gateway.store.StateClient;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.api.StoredObject;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes one object by a decision over its current version, again and again until nobody else
 * changed it in between. The version in the cache may be old: that costs a second try, never a
 * wrong outcome, because every write is conditioned on the version that was decided over and a
 * refusal is only believed when the store confirms that version.
 */
@Singleton
public class ObjectWriter {
  private static final int ATTEMPTS_MAX = 16;

  private final Caches caches;
  private final Items items;
  private final StateClient client;
  private final StoredForm form;

  ObjectWriter(Caches caches, Items items, StateClient client, StoredForm form) {
    this.caches = caches;
    this.items = items;
    this.client = client;
    this.form = form;
  }

  /** What is written, and on whose behalf. */
  public record Target(Kind kind, ObjectKey key, Origin origin, boolean dryRun) {
    String storeKey() {
      return StateKey.of(kind.storedType(), key).toString();
    }
  }

  /** The object as the store has it. */
  public Uni<Optional<Item>> stored(Kind kind, ObjectKey key) {
    return client
        .get(StateKey.of(kind.storedType(), key).toString())
        .map(found -> found.map(stored -> items.read(kind, key, stored)));
  }

  /** The outcome of an attempt to create: refused with what stood in the way. */
  public Uni<Outcome> tryCreate(Target target, ApiObject object, List<Change> along) {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Create(target.storeKey(), value(target.kind(), object)));
    changes.addAll(along);
    return client.write(changes, target.origin());
  }

  private ByteString value(Kind kind, ApiObject object) {
    return ByteString.copyFrom(form.of(kind.storedType(), kind.toStored(object)));
  }

  public Uni<Result> change(Target target, Function<ApiObject, Decision> decide) {
    Optional<Item> cached = caches.of(target.kind().type()).get(target.key());
    return cached.isPresent()
        ? attempt(target, decide, cached.get(), false, 1)
        : afresh(target, decide, 1);
  }

  private Uni<Result> afresh(Target target, Function<ApiObject, Decision> decide, int attempt) {
    return stored(target.kind(), target.key())
        .flatMap(
            found ->
                attempt(target, decide, found.orElseThrow(() -> missing(target)), true, attempt));
  }

  private static Failure missing(Target target) {
    return Failures.notFound(target.kind().type(), target.key().name());
  }

  /**
   * @param confirmed whether the store said that this is the current version
   */
  private Uni<Result> attempt(
      Target target,
      Function<ApiObject, Decision> decide,
      Item current,
      boolean confirmed,
      int attempt) {
    ApiObject before = current.object();
    Decision decision;
    try {
      decision = decide.apply(before.copy());
    } catch (Failure failure) {
      return confirmed ? Uni.createFrom().failure(failure) : afresh(target, decide, attempt);
    }
    return switch (decision) {
      case Decision.Keep keep ->
          confirmed
              ? Uni.createFrom().item(new Result(before, false))
              : confirmKept(target, decide, current, attempt);
      case Decision.Put put -> put(target, decide, current, confirmed, put, attempt);
      case Decision.Remove remove -> {
        Change change = new Change.Remove(target.storeKey(), current.revision());
        yield write(
            target,
            decide,
            change,
            remove.along(),
            attempt,
            revision -> new Result(versioned(remove.last(), revision), true));
      }
    };
  }

  private Uni<Result> put(
      Target target,
      Function<ApiObject, Decision> decide,
      Item current,
      boolean confirmed,
      Decision.Put put,
      int attempt) {
    byte[] canonical = StoredObject.canonical(put.next().json());
    if (Arrays.equals(canonical, current.canonical()) && put.along().isEmpty()) {
      return confirmed
          ? Uni.createFrom().item(new Result(current.object(), false))
          : confirmKept(target, decide, current, attempt);
    }
    ByteString value = value(target.kind(), put.next());
    Change change = new Change.Replace(target.storeKey(), value, current.revision());
    return write(
        target,
        decide,
        change,
        put.along(),
        attempt,
        revision ->
            new Result(
                versioned(put.next(), target.dryRun() ? current.revision() : revision), false));
  }

  /** Nothing would change; that is an answer only for the version that is current. */
  private Uni<Result> confirmKept(
      Target target, Function<ApiObject, Decision> decide, Item current, int attempt) {
    return stored(target.kind(), target.key())
        .flatMap(
            found -> {
              Item now = found.orElseThrow(() -> missing(target));
              return now.revision() == current.revision()
                  ? Uni.createFrom().item(new Result(now.object(), false))
                  : attempt(target, decide, now, true, attempt + 1);
            });
  }

  private Uni<Result> write(
      Target target,
      Function<ApiObject, Decision> decide,
      Change change,
      List<Change> along,
      int attempt,
      Function<Long, Result> result) {
    if (target.dryRun()) {
      return Uni.createFrom().item(() -> result.apply(0L));
    }
    List<Change> changes = new ArrayList<>();
    changes.add(change);
    changes.addAll(along);
    return client
        .write(changes, target.origin())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Outcome.Done done -> Uni.createFrom().item(result.apply(done.revision()));
                  case Outcome.Refused refused -> again(target, decide, refused, attempt);
                });
  }

  private Uni<Result> again(
      Target target, Function<ApiObject, Decision> decide, Outcome.Refused refused, int attempt) {
    if (attempt >= ATTEMPTS_MAX) {
      return Uni.createFrom()
          .failure(Failures.staleVersion(target.kind().type(), target.key().name()));
    }
    return refused
        .at(target.storeKey())
        .map(
            stored ->
                attempt(
                    target,
                    decide,
                    items.read(target.kind(), target.key(), stored),
                    true,
                    attempt + 1))
        .orElseGet(() -> Uni.createFrom().failure(missing(target)));
  }

  static ApiObject versioned(ApiObject object, long revision) {
    ApiObject versioned = object.copy();
    if (revision > 0) {
      versioned.json().withObject("/metadata").put("resourceVersion", Long.toString(revision));
    }
    return versioned;
  }
}
