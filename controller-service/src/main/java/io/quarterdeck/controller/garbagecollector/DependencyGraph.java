package io.quarterdeck.controller.garbagecollector;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.OwnerReference;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which objects name an owner. A hint: each of them is looked up before use. Thread-safe. */
final class DependencyGraph {
  private final ConcurrentHashMap<String, Set<Ref>> dependents = new ConcurrentHashMap<>();

  void see(Ref ref, Optional<ApiObject> before, Optional<ApiObject> after) {
    before.ifPresent(
        object ->
            object.ownerReferences().stream()
                .map(OwnerReference::uid)
                .filter(uid -> after.filter(each -> GarbagePlanner.isOwnedBy(each, uid)).isEmpty())
                .forEach(uid -> remove(uid, ref)));
    after.ifPresent(object -> object.ownerReferences().forEach(owner -> add(owner.uid(), ref)));
  }

  Set<Ref> of(String ownerUid) {
    return Set.copyOf(dependents.getOrDefault(ownerUid, Set.of()));
  }

  private void add(String uid, Ref ref) {
    dependents.compute(
        uid,
        (_, known) -> {
          Set<Ref> refs = known == null ? ConcurrentHashMap.newKeySet() : known;
          refs.add(ref);
          return refs;
        });
  }

  private void remove(String uid, Ref ref) {
    dependents.computeIfPresent(
        uid,
        (_, refs) -> {
          refs.remove(ref);
          return refs.isEmpty() ? null : refs;
        });
  }
}
