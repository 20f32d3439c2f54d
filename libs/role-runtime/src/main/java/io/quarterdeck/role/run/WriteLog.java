package io.quarterdeck.role.run;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.cache.BusObjectCache;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What one reconciliation wrote: the cache must show it before the same key is planned again. */
final class WriteLog {
  static final ScopedValue<WriteLog> CURRENT = ScopedValue.newInstance();

  private final BooleanSupplier permission;
  private final Map<ResourceType, Long> written = new HashMap<>();
  private final Set<Deleted> deleted = new HashSet<>();
  private final Set<Changed> changed = new HashSet<>();

  private record Deleted(ResourceType type, ObjectKey key, String uid) {}

  private record Changed(ResourceType type, ObjectKey key, long revision) {}

  WriteLog(BooleanSupplier permission) {
    this.permission = permission;
  }

  /** Whether the reconciliation may still write. */
  boolean mayWrite() {
    return permission.getAsBoolean();
  }

  synchronized void written(ResourceType type, long revision) {
    written.merge(type, revision, Math::max);
  }

  synchronized void deleted(ResourceType type, ObjectKey key, String uid) {
    deleted.add(new Deleted(type, key, uid));
  }

  /** A write that did not tell its revision: the cache must show another one than this. */
  synchronized void changed(ResourceType type, ObjectKey key, long revision) {
    changed.add(new Changed(type, key, revision));
  }

  synchronized boolean isEmpty() {
    return written.isEmpty() && deleted.isEmpty() && changed.isEmpty();
  }

  synchronized boolean isShownBy(BusObjectCache cache) {
    return written.entrySet().stream()
            .allMatch(each -> cache.revision(each.getKey()) >= each.getValue())
        && deleted.stream().allMatch(each -> isGone(cache, each))
        && changed.stream().allMatch(each -> hasMovedOn(cache, each));
  }

  private static boolean hasMovedOn(BusObjectCache cache, Changed one) {
    return cache
        .metadata(one.type(), one.key())
        .filter(object -> object.revision() == one.revision())
        .isEmpty();
  }

  private static boolean isGone(BusObjectCache cache, Deleted one) {
    return cache
        .metadata(one.type(), one.key())
        .filter(object -> one.uid().isEmpty() || object.uid().equals(one.uid()))
        .filter(object -> !object.isBeingDeleted())
        .isEmpty();
  }
}
