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
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares allocations with Services at an interval and repairs what is amiss. Several gateways may
 * do so at once: of two that make the same change one is refused.
 */
@ApplicationScoped
public class AllocationRepair {
  private static final Origin ORIGIN = Origin.of(User.SELF.name());

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

  /** Both as of one revision: in between, a Service and what it holds come and go together. */
  private Uni<RepairPlan> plan(long revision) {
    return Uni.combine()
        .all()
        .unis(
            client.all(Allocation.PREFIX, revision),
            client.all(StateKey.prefix(Resources.SERVICES), revision))
        .asTuple()
        .map(both -> RepairPlan.of(allocations(both.getItem1()), services(both.getItem2())));
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
                    change instanceof Change.Create
                        ? "was held without being noted"
                        : "was noted and belonged to no Service";
                Log.warnf("%s %s", change.key(), amiss);
              }
            });
  }

  private static Map<Allocation, Long> allocations(List<KeyValue> keys) {
    Map<Allocation, Long> allocations = new HashMap<>();
    for (KeyValue each : keys) {
      Allocation.parse(each.getKey().toStringUtf8())
          .ifPresent(allocation -> allocations.put(allocation, each.getModRevision()));
    }
    return allocations;
  }

  private static List<ApiObject> services(List<KeyValue> keys) {
    return keys.stream().map(each -> ApiObject.parse(each.getValue().toByteArray())).toList();
  }
}
