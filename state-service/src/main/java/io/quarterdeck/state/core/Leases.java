package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The leases that exist and the keys bound to them; a key's entry says which lease that is. */
final class Leases {
  private final Map<Long, Lease> leases = new HashMap<>();
  private final Map<Long, SortedSet<Key>> bound = new HashMap<>();

  Optional<Lease> get(long id) {
    return Optional.ofNullable(leases.get(id));
  }

  Collection<Lease> all() {
    return List.copyOf(leases.values());
  }

  SortedSet<Key> bound(long id) {
    return bound.getOrDefault(id, Collections.emptySortedSet());
  }

  void replace(Collection<Lease> all) {
    leases.clear();
    all.forEach(lease -> leases.put(lease.id(), lease));
  }

  void apply(LeaseChange change) {
    switch (change) {
      case LeaseChange.Granted(Lease lease) -> leases.put(lease.id(), lease);
      case LeaseChange.Revoked(long id) -> leases.remove(id);
    }
  }

  /** 0 stands for no lease. */
  void rebind(Key key, long from, long to) {
    if (from == to) {
      return;
    }
    if (from != 0) {
      bound.computeIfPresent(
          from,
          (id, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
          });
    }
    if (to != 0) {
      bound.computeIfAbsent(to, id -> new TreeSet<>()).add(key);
    }
  }
}
