package io.quarterdeck.gateway.allocation;

import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What brings allocations and Services together again after somebody else wrote one without the
 * other. Pure.
 *
 * @param changes each to be made on its own
 * @param conflicts what more than one Service holds: who of them gives way, their owners decide
 */
record RepairPlan(List<Change> changes, List<String> conflicts) {

  /**
   * @param stored the allocations in the store with their revisions
   * @param services all of them, as of the same revision of the store
   */
  static RepairPlan of(Map<Allocation, Long> stored, List<ApiObject> services) {
    List<Change> changes = new ArrayList<>();
    List<String> conflicts = new ArrayList<>();
    Map<Allocation, ObjectKey> holders = new HashMap<>();
    for (ApiObject service : services) {
      for (Allocation held : ServiceHoldings.of(service).all()) {
        ObjectKey other = holders.putIfAbsent(held, service.key());
        if (other != null) {
          conflicts.add(
              "%s is held by Service %s and by %s".formatted(held.name(), other, service.key()));
        } else if (!stored.containsKey(held)) {
          changes.add(held.takenBy(service));
        }
      }
    }
    stored.forEach(
        (allocation, revision) -> {
          if (!holders.containsKey(allocation)) {
            changes.add(new Change.Remove(allocation.key(), revision));
          }
        });
    return new RepairPlan(changes, conflicts);
  }
}
