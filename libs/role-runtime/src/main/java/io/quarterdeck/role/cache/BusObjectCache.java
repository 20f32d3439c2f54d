package io.quarterdeck.role.cache;

import io.quarterdeck.bus.ObjectEvent;
import io.quarterdeck.bus.TopicReader;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.ObjectCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The cache that one {@link TopicReader} feeds. Listeners are called on the reader's thread, after
 * the cache shows the change, so they must not block.
 */
public final class BusObjectCache implements ObjectCache, TopicReader.Listener {
  private final Topics topics;
  private final Map<ResourceType, TypeCache> types = new ConcurrentHashMap<>();
  private final Map<String, TypeCache> byTopic = new ConcurrentHashMap<>();
  private final List<Runnable> resets = new CopyOnWriteArrayList<>();
  private final Object changed = new Object();

  public BusObjectCache(Topics topics) {
    this.topics = topics;
  }

  /** Begins to hold a resource and names the topic that feeds it; to be called before it does. */
  public String subscribe(ResourceType type) {
    String topic = subscribeMetadata(type);
    slot(type).holdWhole();
    return topic;
  }

  /** As {@link #subscribe}, but for {@link #metadata} alone, unless others need whole objects. */
  public String subscribeMetadata(ResourceType type) {
    String topic = topics.objects(type);
    byTopic.put(topic, types.computeIfAbsent(type, TypeCache::new));
    return topic;
  }

  /** Whether changes of this resource show here. */
  public boolean holds(ResourceType type) {
    return types.containsKey(type);
  }

  /** Called for every change of a resource that is held here, and of no other. */
  public void onChange(ResourceType type, Consumer<ObjectChange> listener) {
    slot(type).onChange(listener);
  }

  /** Called on the reader's thread when a part of the cache turned out to be void. */
  public void onReset(Runnable listener) {
    resets.add(listener);
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    return of(type).get(key);
  }

  @Override
  public Optional<ApiObject> metadata(ResourceType type, ObjectKey key) {
    return slot(type).metadata(key);
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace) {
    return of(type).list(namespace, _ -> true);
  }

  /** Looks at the labels first and parses only what they admit. */
  public List<ApiObject> list(
      ResourceType type, String namespace, Predicate<Map<String, String>> labels) {
    return of(type).list(namespace, labels);
  }

  @Override
  public List<ApiObject> controlledBy(ResourceType type, String ownerUid) {
    return of(type).controlledBy(ownerUid);
  }

  @Override
  public long revision(ResourceType type) {
    return slot(type).revision();
  }

  public List<ObjectKey> keys(ResourceType type) {
    return slot(type).keys();
  }

  /** All objects of a resource, each with as much of it as is held. */
  public List<ApiObject> held(ResourceType type) {
    return slot(type).list("", _ -> true);
  }

  /** Where the newest record of this resource stands; empty when there was none. */
  public Optional<ObjectEvent.Position> position(ResourceType type) {
    long offset = slot(type).offset();
    return offset < 0
        ? Optional.empty()
        : Optional.of(new ObjectEvent.Position(topics.objects(type), 0, offset));
  }

  /** Lets those who wait look again, because of something outside of this cache. */
  public void wake() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  /** Waits until the condition holds on this cache; false when the time was up before. */
  public boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (changed) {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.wait(Duration.ofNanos(left).toMillis() + 1);
      }
      return true;
    }
  }

  @Override
  public void record(ConsumerRecord<String, byte[]> record) {
    TypeCache cache = byTopic.get(record.topic());
    if (cache == null) {
      return;
    }
    ObjectEvent event = ObjectEvent.of(record);
    CachedObject after = event.isGone() ? null : cache.read(event.bytes());
    CachedObject before = after == null ? cache.remove(event.key()) : cache.put(event.key(), after);
    cache.seen(event.revision(), record.offset());
    wake();
    announce(cache, event, before, after);
  }

  @Override
  public void reset(String topic) {
    TypeCache cache = byTopic.get(topic);
    if (cache != null) {
      resets.forEach(Runnable::run);
      cache.clear();
      wake();
    }
  }

  @Override
  public void caughtUp(String topic) {
    wake();
  }

  /** A changed uid is two changes: nobody should take a namesake for the object itself. */
  private void announce(
      TypeCache cache,
      ObjectEvent event,
      @Nullable CachedObject before,
      @Nullable CachedObject after) {
    if (!cache.hasListeners()) {
      return;
    }
    Optional<ApiObject> old = Optional.ofNullable(before).map(CachedObject::object);
    Optional<ApiObject> now = Optional.ofNullable(after).map(CachedObject::object);
    if (before != null && after != null && !before.uid().equals(after.uid())) {
      tell(cache, event, old, Optional.empty());
      tell(cache, event, Optional.empty(), now);
    } else {
      tell(cache, event, old, now);
    }
  }

  private static void tell(
      TypeCache cache, ObjectEvent event, Optional<ApiObject> before, Optional<ApiObject> after) {
    cache.tell(
        new ObjectChange(
            cache.type(), event.key(), before, after, event.revision(), event.position()));
  }

  private TypeCache of(ResourceType type) {
    TypeCache cache = slot(type);
    if (!cache.holdsWhole()) {
      throw new IllegalArgumentException(
          "this role holds only the metadata of " + type.qualifiedName());
    }
    return cache;
  }

  private TypeCache slot(ResourceType type) {
    TypeCache cache = types.get(type);
    if (cache == null) {
      throw new IllegalArgumentException("this role does not hold " + type.qualifiedName());
    }
    return cache;
  }
}
