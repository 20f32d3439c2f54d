package io.quarterdeck.gateway.allocation;

import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What brings allocations and Services together again after somebody else wrote one without the
 * other. Pure.
 *
 * @param changes each to be made on its own
 * @param conflicts what more than one Service holds: who of them gives way, their owners decide
 */
record RepairPlan(List<Change> changes, List<String> conflicts) {

  /**
   * Compares what is as of one revision of the store.
   *
   * @param stored the keys of allocations that are no objects, with their revisions
   * @param addresses all IPAddresses, with their resourceVersions
   * @param births of the objects that are missing
   */
  static RepairPlan of(
      Map<String, Long> stored,
      List<ApiObject> addresses,
      List<ApiObject> services,
      Supplier<Birth> births) {
    List<Change> changes = new ArrayList<>();
    List<String> conflicts = new ArrayList<>();
    Map<Allocation, ApiObject> holders = holders(services, conflicts);
    Map<String, ApiObject> objects = new HashMap<>();
    addresses.forEach(each -> objects.put(Allocation.address(each.name()).key(), each));
    holders.forEach(
        (held, service) -> {
          ApiObject object = objects.get(held.key());
          if (object == null && !stored.containsKey(held.key())) {
            changes.add(held.takenBy(service, births.get()));
          } else if (object != null && held instanceof Allocation.Address address) {
            changes.addAll(corrected(address, object, service, births));
          }
        });
    Set<String> held = holders.keySet().stream().map(Allocation::key).collect(Collectors.toSet());
    stored.forEach((key, revision) -> release(key, revision, held, changes));
    objects.forEach(
        (key, object) -> {
          if (ServiceAddress.isManaged(object)) {
            release(key, object.revision(), held, changes);
          }
        });
    return new RepairPlan(changes, conflicts);
  }

  private static Map<Allocation, ApiObject> holders(
      List<ApiObject> services, List<String> conflicts) {
    Map<Allocation, ApiObject> holders = new LinkedHashMap<>();
    for (ApiObject service : services) {
      for (Allocation held : ServiceHoldings.of(service).all()) {
        ApiObject other = holders.putIfAbsent(held, service);
        if (other != null) {
          conflicts.add(
              "%s is held by Service %s and by %s".formatted(held, other.key(), service.key()));
        }
      }
    }
    return holders;
  }

  /** An IPAddress of a Service that says something else is made anew. */
  private static List<Change> corrected(
      Allocation.Address address, ApiObject object, ApiObject service, Supplier<Birth> births) {
    return ServiceAddress.belongsTo(object, service.key())
        ? List.of()
        : List.of(
            new Change.Replace(
                address.key(), address.value(service, births.get()), object.revision()));
  }

  private static void release(String key, long revision, Set<String> held, List<Change> changes) {
    if (!held.contains(key)) {
      changes.add(new Change.Remove(key, revision));
    }
  }
}
