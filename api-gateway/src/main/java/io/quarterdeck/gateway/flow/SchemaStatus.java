package io.quarterdeck.gateway.flow;

import io.quarkus.logging.Log;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.store.Origin;
import io.quarterdeck.gateway.verb.ObjectWriter;
import io.quarterdeck.gateway.verb.Part;
import io.quarterdeck.gateway.verb.Updates;
import io.quarterdeck.gateway.verb.Wanted;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.apply.Writer;
import io.quarterdeck.model.kind.Kinds;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes into FlowSchemas whether their priority level is there, within a moment. Several gateways
 * may do so at once: who comes second finds nothing left to write.
 */
@Singleton
public class SchemaStatus {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final String MANAGER = "api-priority-and-fairness-config-consumer-v1";

  private final Caches caches;
  private final Updates updates;
  private volatile Cancellable looks = () -> {};

  SchemaStatus(Caches caches, Updates updates) {
    this.caches = caches;
    this.updates = updates;
  }

  public void start() {
    looks =
        Multi.createBy()
            .repeating()
            .uni(this::run)
            .withDelay(LOOK)
            .indefinitely()
            .subscribe()
            .with(ignored -> {});
  }

  public void stop() {
    looks.cancel();
  }

  private Uni<Void> run() {
    Set<String> levels = new HashSet<>();
    BuiltInFlow.levels().forEach(each -> levels.add(each.name()));
    items(BuiltInFlow.LEVELS).forEach(each -> levels.add(each.key().name()));
    Instant now = Instant.now();
    List<ApiObject> wrong =
        items(BuiltInFlow.SCHEMAS).stream()
            .map(Item::object)
            .filter(each -> !DanglingSchemas.judged(each, levels, now).equals(each))
            .toList();
    return Multi.createFrom()
        .iterable(wrong)
        .onItem()
        .transformToUniAndConcatenate(each -> write(each, levels, now))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private List<Item> items(ResourceType type) {
    return caches.of(type).snapshot("").items();
  }

  private Uni<Void> write(ApiObject schema, Set<String> levels, Instant now) {
    ObjectWriter.Target target =
        new ObjectWriter.Target(
            Kinds.builtIn().of(BuiltInFlow.SCHEMAS),
            schema.key(),
            Origin.of(User.SELF.name()),
            false);
    return updates
        .change(
            target,
            Part.STATUS,
            new Writer(MANAGER, "status", now),
            old -> Wanted.of(DanglingSchemas.judged(old, levels, now)))
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> Log.debugf("%s waits: %s", schema.name(), failure.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
