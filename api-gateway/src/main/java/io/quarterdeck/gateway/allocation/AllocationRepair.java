package io.quarterdeck.gateway.allocation;

import io.quarkus.logging.Log;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.gateway.store.Origin;
import io.quarterdeck.gateway.store.Outcome;
import io.quarterdeck.gateway.store.StateClient;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.state.api.StateKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares allocations with Services at an interval and repairs what is amiss. Several gateways may
 * do so at once: of two that make the same change one is refused.
 */
@Singleton
public class AllocationRepair {
  private static final Origin ORIGIN = Origin.of(User.SELF.name());
  private static final Set<String> HELD_BY_SERVICES = Set.of(Allocation.Port.RANGE, "serviceips");

  private final StateClient client;
  private final GatewayConfig config;
  private volatile Cancellable ticks = () -> {};

  AllocationRepair(StateClient client, GatewayConfig config) {
    this.client = client;
    this.config = config;
  }

  public void start() {
    ticks =
        Multi.createBy()
            .repeating()
            .uni(this::run)
            .withDelay(config.allocationRepairInterval())
            .indefinitely()
            .subscribe()
            .with(ignored -> {});
  }

  public void stop() {
    ticks.cancel();
  }

  private Uni<Void> run() {
    return client
        .head("")
        .flatMap(head -> plan(head.getRevision()))
        .flatMap(this::carryOut)
        .onFailure()
        .invoke(failure -> Log.infof("allocations are not compared now: %s", failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** All as of one revision: in between, a Service and what it holds come and go together. */
  private Uni<RepairPlan> plan(long revision) {
    return Uni.combine()
        .all()
        .unis(
            client.all(Allocation.PREFIX, revision),
            client.all(StateKey.prefix(Resources.IP_ADDRESSES), revision),
            client.all(StateKey.prefix(Resources.SERVICES), revision))
        .asTuple()
        .map(
            all ->
                RepairPlan.of(
                    allocations(all.getItem1()),
                    objects(all.getItem2()),
                    objects(all.getItem3()),
                    Birth::now));
  }

  private Uni<Void> carryOut(RepairPlan plan) {
    plan.conflicts()
        .forEach(conflict -> Log.warnf("%s; one of them has to be made anew", conflict));
    return Multi.createFrom()
        .iterable(plan.changes())
        .onItem()
        .transformToUniAndConcatenate(this::carryOut)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Outcome> carryOut(Change change) {
    return client
        .write(List.of(change), ORIGIN)
        .invoke(
            outcome -> {
              if (outcome instanceof Outcome.Done) {
                String amiss =
                    switch (change) {
                      case Change.Create create -> "was held without being noted";
                      case Change.Replace replace -> "named somebody who does not have it";
                      case Change.Remove remove -> "was noted and belonged to no Service";
                      case Change.Drop drop -> "was dropped";
                    };
                Log.warnf("%s %s", change.key(), amiss);
              }
            });
  }

  /**
   * The keys by which Services hold something. Addresses were such keys before they were objects:
   * what is left of those belongs to nobody.
   */
  private static Map<String, Long> allocations(List<KeyValue> keys) {
    Map<String, Long> allocations = new HashMap<>();
    for (KeyValue each : keys) {
      String key = each.getKey().toStringUtf8();
      boolean ofServices =
          StateKey.parse(key).filter(it -> HELD_BY_SERVICES.contains(it.plural())).isPresent();
      if (ofServices) {
        allocations.put(key, each.getModRevision());
      }
    }
    return allocations;
  }

  private static List<ApiObject> objects(List<KeyValue> keys) {
    return keys.stream()
        .map(
            each -> {
              ApiObject object = ApiObject.parse(each.getValue().toByteArray());
              object
                  .json()
                  .withObject("/metadata")
                  .put("resourceVersion", Long.toString(each.getModRevision()));
              return object;
            })
        .toList();
  }
}
