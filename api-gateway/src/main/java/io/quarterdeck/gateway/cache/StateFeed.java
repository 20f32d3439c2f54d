package io.quarterdeck.gateway.cache;

import io.quarkus.logging.Log;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.WatchResponse;
import io.quarterdeck.gateway.store.StateClient;
import io.quarterdeck.gateway.store.StateWatch;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.state.api.StateKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Feeds every cache from one watch over the whole state: loads all objects as of one revision, then
 * follows from there. A broken watch resumes behind the last revision it saw; only when that is
 * compacted, or the revisions are no continuation of those before, does everything load again.
 */
@Singleton
public class StateFeed {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Caches caches;
  private final Items items;
  private final StateClient client;
  private final StateWatch watches;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile boolean connected;
  private volatile String incarnation = "";
  private volatile Cancellable subscription = () -> {};
  private volatile long seen;

  StateFeed(Caches caches, Items items, StateClient client, StateWatch watches) {
    this.caches = caches;
    this.items = items;
    this.client = client;
    this.watches = watches;
  }

  public void start() {
    reload();
  }

  public void stop() {
    stopped.set(true);
    subscription.cancel();
  }

  /** Whether the watch is up; while it is not, nothing fresh can be answered. */
  public boolean isConnected() {
    return connected;
  }

  private void reload() {
    if (stopped.get()) {
      return;
    }
    client
        .head("")
        .flatMap(
            head -> {
              incarnation = head.getIncarnation();
              return load(head.getRevision());
            })
        .subscribe()
        .with(
            this::follow,
            failure -> {
              Log.infof("the state cannot be read yet: %s", failure.getMessage());
              later(this::reload);
            });
  }

  private Uni<Long> load(long revision) {
    Map<ResourceCache, List<Item>> loaded = new HashMap<>();
    caches.all().forEach(each -> loaded.put(each.cache(), new ArrayList<>()));
    long at = Math.max(revision, 1);
    return client
        .each(StateKey.ROOT, at, kv -> collect(kv, loaded))
        .invoke(() -> loaded.forEach((cache, all) -> cache.load(all, at)))
        .replaceWith(at);
  }

  private void collect(KeyValue kv, Map<ResourceCache, List<Item>> into) {
    StateKey.parse(kv.getKey().toStringUtf8())
        .ifPresent(
            key ->
                caches
                    .of(key)
                    .forEach(
                        of -> {
                          List<Item> loaded = into.get(of.cache());
                          if (loaded != null) {
                            items.current(of.kind(), key.objectKey(), kv).ifPresent(loaded::add);
                          }
                        }));
  }

  private void follow(long from) {
    seen = Math.max(seen, from);
    if (stopped.get()) {
      return;
    }
    subscription =
        watches
            .follow(StateKey.ROOT, from + 1)
            .subscribe()
            .with(this::receive, this::lost, () -> lost(new IllegalStateException("it ended")));
  }

  private void receive(WatchResponse response) {
    if (response.getCreated()) {
      connected = true;
      return;
    }
    if (response.getCanceled()) {
      connected = false;
      subscription.cancel();
      Log.warnf("the state begins anew for the caches: %s", response.getCancelReason());
      later(this::reload);
      return;
    }
    response.getEventsList().forEach(this::apply);
    seen = Math.max(seen, Progress.of(response));
    if (response.getEventsCount() == 0) {
      caches.all().forEach(each -> each.cache().advance(seen));
    }
  }

  private void apply(io.quarterdeck.etcd.mvcc.Event change) {
    StateKey.parse(change.getKv().getKey().toStringUtf8())
        .ifPresent(key -> caches.of(key).forEach(of -> apply(of, key.objectKey(), change)));
  }

  private void apply(Caches.Of of, ObjectKey key, io.quarterdeck.etcd.mvcc.Event change) {
    items
        .change(of.kind(), key, change)
        .ifPresentOrElse(
            of.cache()::apply,
            // What does not open is passed over, and the cache is current nevertheless.
            () -> of.cache().advance(change.getKv().getModRevision()));
  }

  private void lost(Throwable failure) {
    connected = false;
    if (!stopped.get()) {
      Log.infof("the watch of the state is interrupted: %s", failure.getMessage());
      later(this::resume);
    }
  }

  private void resume() {
    client
        .head("")
        .subscribe()
        .with(
            head -> {
              if (head.getIncarnation().equals(incarnation)) {
                follow(seen);
              } else {
                reload();
              }
            },
            failure -> later(this::resume));
  }

  private void later(Runnable action) {
    if (!stopped.get()) {
      Uni.createFrom()
          .voidItem()
          .onItem()
          .delayIt()
          .by(PAUSE)
          .subscribe()
          .with(ignored -> action.run());
    }
  }
}
