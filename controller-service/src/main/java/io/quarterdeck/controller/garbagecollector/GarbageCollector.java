package io.quarterdeck.controller.garbagecollector;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.controller.discovery.Discovery;
import io.quarterdeck.controller.ownership.Ownership;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.OwnerReference;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.Reconciler;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes objects whose owners are gone, across every resource on the bus. An owner counts as gone
 * only when the API says so, and a finalizer is taken away only when the API lists no dependents
 * either. Keys are made by {@link Ref#encoded}.
 */
public final class GarbageCollector implements Reconciler {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final ObjectCache cache;
  private final Api api;
  private final Discovery discovery;
  private final Map<String, ResourceType> types;
  private final Map<GroupKind, ResourceType> byKind;
  private final DependencyGraph graph = new DependencyGraph();

  /** How references name a type: the version in them may be another one than the stored. */
  private record GroupKind(String group, String kind) {}

  public GarbageCollector(
      ObjectCache cache, Api api, Discovery discovery, Collection<ResourceType> types) {
    this.cache = cache;
    this.api = api;
    this.discovery = discovery;
    this.types =
        types.stream().collect(Collectors.toMap(ResourceType::qualifiedName, type -> type));
    this.byKind =
        types.stream()
            .collect(
                Collectors.toMap(type -> new GroupKind(type.group(), type.kind()), type -> type));
  }

  /** Takes note of a change; returns whom it concerns. */
  public Collection<ObjectKey> see(
      ResourceType type, ObjectKey key, Optional<ApiObject> before, Optional<ApiObject> after) {
    Ref self = new Ref(type, key);
    graph.see(self, before, after);
    Set<ObjectKey> concerned = new HashSet<>();
    if (after.isPresent() && concernsItself(before, after.get())) {
      concerned.add(self.encoded());
    }
    if (before.isPresent()
        && !before.map(GarbageCollector::uids).equals(after.map(GarbageCollector::uids))) {
      owners(type, key, before.get()).forEach(owner -> concerned.add(owner.encoded()));
    }
    boolean leaves = after.isEmpty() || GarbagePlanner.isAwaitingDependents(after.get());
    if (leaves) {
      after
          .or(() -> before)
          .ifPresent(
              object -> graph.of(object.uid()).forEach(each -> concerned.add(each.encoded())));
    }
    return concerned;
  }

  private static boolean concernsItself(Optional<ApiObject> before, ApiObject after) {
    boolean finalizing =
        after.isBeingDeleted()
            && (after.finalizers().contains(GarbagePlanner.FOREGROUND)
                || after.finalizers().contains(GarbagePlanner.ORPHAN));
    boolean owned =
        !after.ownerReferences().isEmpty()
            && before.filter(each -> uids(each).equals(uids(after))).isEmpty();
    return finalizing || owned;
  }

  private static List<String> uids(ApiObject object) {
    return object.ownerReferences().stream().map(OwnerReference::uid).toList();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    Optional<Ref> ref = Ref.decode(key, types);
    Optional<ApiObject> object = ref.flatMap(each -> cache.metadata(each.type(), each.key()));
    if (ref.isEmpty() || object.isEmpty()) {
      return Outcome.DONE;
    }
    return carryOut(ref.get(), object.get(), cause);
  }

  private Outcome carryOut(Ref ref, ApiObject object, Cause cause) {
    boolean blocked = dependents(object.uid()).stream().anyMatch(each -> isBlocking(each, object));
    return switch (GarbagePlanner.plan(object, ownersOf(ref, object), blocked)) {
      case GarbagePlan.Keep _ -> Outcome.DONE;
      case GarbagePlan.Delete delete -> {
        delete(ref, object, delete.propagation(), cause);
        yield Outcome.DONE;
      }
      case GarbagePlan.DropOwners drop -> {
        patch(ref, Ownership.withoutOwners(object, drop.uids()), cause);
        yield Outcome.DONE;
      }
      case GarbagePlan.ReleaseDependents _ -> release(ref, object, cause);
      case GarbagePlan.AwaitDependents _ -> await(ref, object, cause);
    };
  }

  private Outcome release(Ref ref, ApiObject object, Cause cause) {
    List<Found> dependents = liveDependents(ref, object);
    for (Found each : dependents) {
      patch(each.ref(), Ownership.withoutOwners(each.object(), List.of(object.uid())), cause);
    }
    patch(ref, GarbagePlanner.withoutFinalizer(object, GarbagePlanner.ORPHAN), cause);
    return Outcome.DONE;
  }

  private Outcome await(Ref ref, ApiObject object, Cause cause) {
    boolean blocked = dependents(object.uid()).stream().anyMatch(each -> isBlocking(each, object));
    if (blocked) {
      // The last of them brings this one back when it goes.
      return Outcome.DONE;
    }
    boolean unseen =
        liveDependents(ref, object).stream().anyMatch(each -> isBlocking(each, object));
    if (unseen) {
      return new Outcome.Again(LOOK_AGAIN);
    }
    patch(ref, GarbagePlanner.withoutFinalizer(object, GarbagePlanner.FOREGROUND), cause);
    return Outcome.DONE;
  }

  private record Found(Ref ref, ApiObject object) {}

  private static boolean isBlocking(Found dependent, ApiObject owner) {
    return GarbagePlanner.blocks(dependent.object(), owner.uid());
  }

  private List<Found> dependents(String uid) {
    return graph.of(uid).stream()
        .flatMap(
            ref -> cache.metadata(ref.type(), ref.key()).stream().map(each -> new Found(ref, each)))
        .filter(each -> GarbagePlanner.isOwnedBy(each.object(), uid))
        .toList();
  }

  /** Dependents live where their owner lives; those of an object of the cluster, anywhere. */
  private List<Found> liveDependents(Ref owner, ApiObject object) {
    return types.values().stream()
        .filter(type -> type.namespaced() || !owner.type().namespaced())
        .flatMap(
            type ->
                api.list(type, owner.key().namespace(), "").stream()
                    .filter(each -> GarbagePlanner.isOwnedBy(each, object.uid()))
                    .map(each -> new Found(new Ref(type, each.key()), each)))
        .toList();
  }

  private Map<String, GarbagePlanner.Owner> ownersOf(Ref ref, ApiObject object) {
    Map<String, GarbagePlanner.Owner> owners = new HashMap<>();
    if (!object.isBeingDeleted()) {
      for (OwnerReference owner : object.ownerReferences()) {
        owners.put(owner.uid(), judge(ref, owner));
      }
    }
    return owners;
  }

  private GarbagePlanner.Owner judge(Ref dependent, OwnerReference owner) {
    Optional<ResourceType> type =
        known(owner).or(() -> discovery.type(owner.apiVersion(), owner.kind()));
    boolean unreachable =
        type.filter(each -> !each.namespaced() || dependent.type().namespaced()).isEmpty();
    if (unreachable) {
      return GarbagePlanner.Owner.THERE;
    }
    ObjectKey key = ownerKey(type.get(), dependent.key(), owner);
    Optional<ApiObject> found =
        types.containsKey(type.get().qualifiedName())
            ? cache.metadata(type.get(), key).filter(each -> each.uid().equals(owner.uid()))
            : Optional.empty();
    if (found.isEmpty()) {
      found = api.get(type.get(), key).filter(each -> each.uid().equals(owner.uid()));
    }
    return found
        .map(
            each ->
                GarbagePlanner.isAwaitingDependents(each)
                    ? GarbagePlanner.Owner.AWAITING_DEPENDENTS
                    : GarbagePlanner.Owner.THERE)
        .orElse(GarbagePlanner.Owner.GONE);
  }

  private List<Ref> owners(ResourceType type, ObjectKey key, ApiObject object) {
    return object.ownerReferences().stream()
        .flatMap(
            owner ->
                known(owner)
                    .filter(found -> !found.namespaced() || type.namespaced())
                    .map(found -> new Ref(found, ownerKey(found, key, owner)))
                    .stream())
        .toList();
  }

  private static ObjectKey ownerKey(ResourceType type, ObjectKey dependent, OwnerReference owner) {
    return new ObjectKey(type.namespaced() ? dependent.namespace() : "", owner.name());
  }

  private Optional<ResourceType> known(OwnerReference owner) {
    return Optional.ofNullable(byKind.get(new GroupKind(group(owner.apiVersion()), owner.kind())));
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  private void delete(Ref ref, ApiObject object, String propagation, Cause cause) {
    api.delete(
        ref.type(),
        ref.key(),
        new DeleteOptions(object.uid(), object.resourceVersion(), null, propagation),
        cause);
  }

  private void patch(Ref ref, JsonNode patch, Cause cause) {
    try {
      api.patch(ref.type(), ref.key(), PatchType.MERGE, patch, cause);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
