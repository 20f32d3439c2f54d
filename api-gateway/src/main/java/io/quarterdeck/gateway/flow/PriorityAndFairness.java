package io.quarterdeck.gateway.flow;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.flow.PriorityLevel.Refusal;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.request.RequestEnd;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets each request in when its priority level has a seat for it. What FlowSchemas and levels say
 * is taken over within a moment; those that every cluster has hold where they are not there. Levels
 * that need few of their seats lend them to the others for a while.
 */
@Singleton
public class PriorityAndFairness {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LEND = Duration.ofSeconds(10);
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);
  private static final int RETRY_AFTER_SECONDS = 1;

  private final Caches caches;
  private final int seats;
  private final FlowMetrics metrics;
  private final Map<String, PriorityLevel> levels = new ConcurrentHashMap<>();
  private final Map<String, Lending.Demand> demands = new HashMap<>();
  private volatile Classification classification = new Classification(List.of(), Map.of());
  private final List<Cancellable> ticks = new CopyOnWriteArrayList<>();

  PriorityAndFairness(Caches caches, GatewayConfig config, FlowMetrics metrics) {
    this.caches = caches;
    this.seats = config.requestsInFlightMax();
    this.metrics = metrics;
    refresh();
  }

  public void start() {
    ticks.add(every(LOOK, this::refresh));
    ticks.add(every(LEND, this::lend));
  }

  private static Cancellable every(Duration interval, Runnable action) {
    return Multi.createFrom()
        .ticks()
        .every(interval)
        .onOverflow()
        .drop()
        .subscribe()
        .with(tick -> action.run());
  }

  public void stop() {
    ticks.forEach(Cancellable::cancel);
  }

  /**
   * Completes when the request may go on, or fails with 429.
   *
   * @param over the seat is given back then at the latest
   */
  public Uni<Ticket> admit(User user, RequestInfo info, RequestEnd over) {
    Classification now = classification;
    FlowSchema schema = now.of(user, info);
    PriorityLevel level = levels.get(schema.level());
    if (level == null) {
      return Uni.createFrom().failure(refused(schema, Refusal.CONCURRENCY_LIMIT));
    }
    CompletableFuture<Optional<Refusal>> answer = level.enter(schema.flow(user, info));
    Ticket ticket = new Ticket(schema.uid(), now.levelUid(schema), level::leave);
    long begin = System.nanoTime();
    return answered(level, answer, over)
        .map(
            refusal -> {
              if (refusal.isPresent()) {
                throw refused(schema, refusal.get());
              }
              metrics.dispatched(schema, System.nanoTime() - begin);
              over.then(ticket::giveBack);
              return ticket;
            });
  }

  private static Uni<Optional<Refusal>> answered(
      PriorityLevel level, CompletableFuture<Optional<Refusal>> answer, RequestEnd over) {
    if (answer.isDone()) {
      return Uni.createFrom().item(answer.join());
    }
    over.then(() -> level.giveUp(answer, Refusal.CANCELLED));
    return Uni.createFrom()
        .completionStage(answer)
        .ifNoItem()
        .after(WAIT_MAX)
        .recoverWithUni(
            () -> {
              level.giveUp(answer, Refusal.TIME_OUT);
              return Uni.createFrom().completionStage(answer);
            });
  }

  private RuntimeException refused(FlowSchema schema, Refusal why) {
    metrics.rejected(schema, why);
    return Failures.tooManyRequests(
        "Too many requests, please try again later.", RETRY_AFTER_SECONDS);
  }

  private synchronized void refresh() {
    List<ApiObject> wanted = all(BuiltInFlow.LEVELS, BuiltInFlow.levels());
    LevelLimits.of(wanted, seats)
        .forEach(
            (name, limits) ->
                levels.computeIfAbsent(name, it -> observed(it, limits)).change(limits));
    // Requests of a level that is no more still give their seats back to it.
    levels.keySet().removeIf(name -> wanted.stream().noneMatch(it -> it.name().equals(name)));
    classification = Classification.of(all(BuiltInFlow.SCHEMAS, BuiltInFlow.schemas()), wanted);
  }

  private synchronized void lend() {
    Map<String, Lending.Party> parties = new HashMap<>();
    levels.forEach(
        (name, level) -> {
          Lending.Demand before = demands.getOrDefault(name, Lending.Demand.NONE);
          parties.put(name, new Lending.Party(level.limits(), before.then(level.period())));
        });
    demands.clear();
    parties.forEach((name, party) -> demands.put(name, party.demand()));
    Map<String, Integer> divided = Lending.divide(seats, parties);
    levels.forEach((name, level) -> level.lend(divided.getOrDefault(name, level.seats())));
  }

  private PriorityLevel observed(String name, LevelLimits limits) {
    PriorityLevel level = new PriorityLevel(limits, System::nanoTime);
    metrics.observe(name, level);
    return level;
  }

  private List<ApiObject> all(ResourceType type, List<ApiObject> builtIn) {
    Map<String, ApiObject> all = new LinkedHashMap<>();
    builtIn.forEach(each -> all.put(each.name(), each));
    for (Item item : caches.of(type).snapshot("").items()) {
      all.put(item.key().name(), item.object());
    }
    return List.copyOf(all.values());
  }
}
