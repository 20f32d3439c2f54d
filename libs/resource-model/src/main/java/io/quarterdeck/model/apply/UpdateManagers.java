package io.quarterdeck.model.apply;

import io.quarterdeck.model.fields.FieldSet;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the number of those who own fields by updates small: the oldest share an entry. */
final class UpdateManagers {
  private static final int MANAGERS_MAX = 10;
  private static final String ANCIENT = "ancient-changes";

  private UpdateManagers() {}

  static ManagedFields capped(ManagedFields managed) {
    List<Manager> oldest =
        managed.entries().entrySet().stream()
            .filter(each -> !each.getKey().applies())
            .sorted(
                Comparator.<Map.Entry<Manager, Managed>, Instant>comparing(
                        each -> each.getValue().time().orElse(Instant.EPOCH))
                    .thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .toList();
    return oldest.size() <= MANAGERS_MAX ? managed : capped(managed, oldest);
  }

  /** An entry is only shared by two or more: one that is alone in its version keeps its name. */
  private static ManagedFields capped(ManagedFields managed, List<Manager> oldest) {
    Map<Manager, Managed> entries = new TreeMap<>(managed.entries());
    Map<String, Manager> firsts = new HashMap<>();
    int left = oldest.size();
    for (Manager each : oldest) {
      if (left <= MANAGERS_MAX) {
        break;
      }
      Manager first = firsts.get(each.version());
      Manager shared = Manager.updating(ANCIENT, each.version(), "");
      if (first == null) {
        firsts.put(each.version(), each);
      } else {
        share(entries, first, each, shared);
        firsts.put(each.version(), shared);
        left--;
      }
    }
    return ManagedFields.of(entries);
  }

  /** The shared entry is as old as the newest change in it. */
  private static void share(
      Map<Manager, Managed> entries, Manager older, Manager newer, Manager shared) {
    ManagedFields all = ManagedFields.of(entries);
    FieldSet fields = all.of(shared).union(all.of(older)).union(all.of(newer));
    Managed last = entries.remove(newer);
    entries.remove(older);
    if (last != null) {
      entries.put(shared, last.with(fields));
    }
  }
}
