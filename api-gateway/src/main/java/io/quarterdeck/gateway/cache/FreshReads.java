package io.quarterdeck.gateway.cache;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.store.StateClient;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.v1.HeadResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Makes reads of the cache linearizable: asks the state-service how fresh the cache has to be, once
 * for everybody who waits at that moment, and waits until it is.
 */
@Singleton
public class FreshReads {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The call that is under way, and the one that those who came since will share. */
  private static final class Lane {
    private boolean running;
    private int waiting;
    private CompletableFuture<HeadResponse> next = new CompletableFuture<>();
  }

  private final StateClient client;
  private final Caches caches;
  private final Map<ResourceType, Lane> lanes = new ConcurrentHashMap<>();

  FreshReads(StateClient client, Caches caches) {
    this.client = client;
    this.caches = caches;
  }

  /** Completes with the revision as of which the cache is current. */
  public Uni<Long> current(ResourceType type) {
    return head(type)
        .flatMap(head -> reached(type, head.getNewestRevision()).replaceWith(head.getRevision()));
  }

  /** Completes when the cache is at least as new as a revision that the client has seen. */
  public Uni<Long> atLeast(ResourceType type, long revision) {
    ResourceCache cache = caches.of(type);
    if (cache.isLoaded() && cache.revision() >= revision) {
      return Uni.createFrom().item(cache.revision());
    }
    // The resource may not have changed since: then it is current as of the store's revision.
    return current(type)
        .map(
            now -> {
              if (now < revision) {
                throw Failures.revisionInFuture(revision, now);
              }
              return now;
            });
  }

  private Uni<Long> reached(ResourceType type, long revision) {
    ResourceCache cache = caches.of(type);
    CompletableFuture<Long> waiting = cache.reached(revision);
    if (waiting.isDone()) {
      return Uni.createFrom().item(revision);
    }
    return Uni.createFrom()
        .completionStage(waiting)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure(TimeoutException.class)
        .transform(
            ignored -> {
              cache.giveUp(waiting);
              return Failures.unavailable("the cache does not follow the state-service");
            });
  }

  private Uni<HeadResponse> head(ResourceType type) {
    Lane lane = lanes.computeIfAbsent(type, none -> new Lane());
    CompletableFuture<HeadResponse> mine;
    synchronized (lane) {
      mine = lane.next;
      lane.waiting++;
    }
    advance(type, lane);
    return Uni.createFrom().completionStage(mine);
  }

  /** Starts the call that the waiting share, unless one is under way that began before them. */
  private void advance(ResourceType type, Lane lane) {
    CompletableFuture<HeadResponse> served;
    synchronized (lane) {
      if (lane.running || lane.waiting == 0) {
        return;
      }
      lane.running = true;
      lane.waiting = 0;
      served = lane.next;
      lane.next = new CompletableFuture<>();
    }
    client
        .head(StateKey.prefix(Kinds.builtIn().of(type).storedType()))
        .subscribe()
        .with(
            head -> finish(type, lane, () -> served.complete(head)),
            failure -> finish(type, lane, () -> served.completeExceptionally(failure)));
  }

  private void finish(ResourceType type, Lane lane, Runnable answer) {
    synchronized (lane) {
      lane.running = false;
    }
    // Those who came meanwhile are not kept waiting by what the answered do.
    advance(type, lane);
    answer.run();
  }
}
