package io.quarterdeck.model.apply;

import io.quarterdeck.model.fields.FieldSet;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Who owns which fields of one object. Immutable. */
public final class ManagedFields {
  public static final ManagedFields NONE = new ManagedFields(Collections.emptyNavigableMap());

  private final NavigableMap<Manager, Managed> entries;

  private ManagedFields(NavigableMap<Manager, Managed> entries) {
    this.entries = entries;
  }

  static ManagedFields of(Map<Manager, Managed> entries) {
    return entries.isEmpty() ? NONE : new ManagedFields(new TreeMap<>(entries));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  NavigableMap<Manager, Managed> entries() {
    return Collections.unmodifiableNavigableMap(entries);
  }

  Optional<Managed> find(Manager manager) {
    return Optional.ofNullable(entries.get(manager));
  }

  /** The fields of one manager. */
  FieldSet of(Manager manager) {
    return find(manager).map(Managed::fields).orElse(FieldSet.EMPTY);
  }

  /** With another entry for a manager, or none where it owns nothing any longer. */
  ManagedFields with(Manager manager, Managed managed) {
    Map<Manager, Managed> next = new TreeMap<>(entries);
    if (managed.fields().isEmpty()) {
      next.remove(manager);
    } else {
      next.put(manager, managed);
    }
    return of(next);
  }

  /** With other fields for each manager; who owns none is gone. */
  ManagedFields mapped(BiFunction<Manager, Managed, FieldSet> change) {
    Map<Manager, Managed> next = new TreeMap<>();
    entries.forEach(
        (manager, managed) -> {
          FieldSet fields = change.apply(manager, managed);
          if (!fields.isEmpty()) {
            next.put(manager, managed.with(fields));
          }
        });
    return of(next);
  }

  /** What anybody owns in a version. */
  FieldSet in(String version) {
    return entries.values().stream()
        .filter(managed -> managed.version().equals(version))
        .map(Managed::fields)
        .reduce(FieldSet.EMPTY, FieldSet::union);
  }

  /** Whether everybody owns the same, no matter since when. */
  public boolean isSameButForTimes(ManagedFields other) {
    return timeless().equals(other.timeless());
  }

  private Map<Manager, Managed> timeless() {
    Map<Manager, Managed> timeless = new TreeMap<>();
    entries.forEach(
        (manager, managed) ->
            timeless.put(
                manager, new Managed(managed.fields(), managed.version(), Optional.empty())));
    return timeless;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ManagedFields that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
