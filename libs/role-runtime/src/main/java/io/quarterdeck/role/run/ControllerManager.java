package io.quarterdeck.role.run;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarterdeck.bus.KafkaSettings;
import io.quarterdeck.bus.TopicReader;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.cache.BusObjectCache;
import io.quarterdeck.role.leader.LeaderElection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A role's controllers, the cache they share and the loop that starts them once the cache has
 * caught up and this process leads, stops them when it no longer does, and commits what they have
 * acknowledged. The lease is renewed on a thread of its own, so a slow API cannot keep the loop
 * from noticing that time is up.
 */
public final class ControllerManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerManager.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

  private final String role;
  private final Api plain;
  private final BusObjectCache cache;
  private final Api api;
  private final TopicReader reader;
  private final MeterRegistry metrics;
  private final OffsetCommits commits;
  private final List<Controller> controllers = new CopyOnWriteArrayList<>();
  private final Thread loop;
  private final Thread renewal;
  private Optional<LeaderElection> election = Optional.empty();
  private volatile boolean started;
  private volatile boolean closed;
  private volatile boolean acting;

  ControllerManager(
      String role, String cluster, KafkaSettings kafka, Api api, MeterRegistry metrics) {
    this.role = role;
    this.plain = new GuardedApi(api, this::isLeading);
    this.cache = new BusObjectCache(new Topics(cluster));
    this.api = new RecordingApi(plain, cache);
    this.reader = new TopicReader("topics", kafka.reader(), cache);
    this.metrics = metrics;
    this.commits = new OffsetCommits(cluster, role, kafka.common());
    this.loop = Thread.ofVirtual().name("manage-" + role).unstarted(this::run);
    this.renewal = Thread.ofVirtual().name("lease-" + role).unstarted(this::renew);
    cache.onReset(this::end);
  }

  /** Acts only while it holds this lease; without a call every replica acts. */
  public ControllerManager electedBy(LeaderElection leaderElection) {
    election = Optional.of(leaderElection);
    return this;
  }

  public ControllerBuilder controller(String name) {
    return new ControllerBuilder(name, this);
  }

  /** Holds a resource in the cache without reacting to it. */
  public void caches(ResourceType type) {
    reader.add(cache.subscribe(type));
  }

  /** Holds of a resource what {@link ObjectCache#metadata} tells, and no more. */
  public void cachesMetadata(ResourceType type) {
    reader.add(cache.subscribeMetadata(type));
  }

  /** The API as reconcilers use it: what they write is awaited before the key's next turn. */
  public Api api() {
    return api;
  }

  /** The API without that bookkeeping; it too writes only while this process leads. */
  public Api plainApi() {
    return plain;
  }

  public BusObjectCache cache() {
    return cache;
  }

  public List<Controller> controllers() {
    return List.copyOf(controllers);
  }

  public String role() {
    return role;
  }

  public boolean isLeading() {
    return election.map(LeaderElection::isLeading).orElse(true);
  }

  public boolean isCaughtUp() {
    return reader.isCaughtUp();
  }

  boolean isActing() {
    return acting;
  }

  public boolean isHealthy() {
    return !started
        || (loop.isAlive()
            && (election.isEmpty() || renewal.isAlive())
            && reader.isHealthy()
            && controllers.stream().allMatch(Controller::isHealthy));
  }

  public void start() {
    reader.start();
    loop.start();
    if (election.isPresent()) {
      renewal.start();
    }
    started = true;
  }

  /** Ends the work, and then lets somebody else lead; what does not end in time keeps the lease. */
  @Override
  public void close() {
    closed = true;
    loop.interrupt();
    renewal.interrupt();
    end();
    try {
      boolean ended = endsInTime();
      if (ended) {
        election.ifPresent(LeaderElection::release);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    reader.close();
    commits.close();
  }

  Controller add(ControllerBuilder builder, Reconciler reconciler) {
    for (Watch watch : builder.watches) {
      switch (watch.needs()) {
        case WHOLE_OBJECTS -> caches(watch.type());
        case METADATA -> cachesMetadata(watch.type());
      }
    }
    ControllerSpec spec =
        new ControllerSpec(
            builder.name,
            List.copyOf(builder.watches),
            builder.resync,
            builder.workers,
            reconciler);
    Controller controller = new Controller(spec, cache, this::isLeading, metrics);
    controllers.add(controller);
    builder.watches.stream()
        .map(Watch::type)
        .distinct()
        .forEach(type -> cache.onChange(type, controller::changed));
    return controller;
  }

  private void run() {
    try {
      while (!closed) {
        if (mayAct()) {
          begin();
        } else if (acting) {
          LOG.warn("{} no longer leads, or has lost its view", role);
          end();
        }
        if (acting) {
          commits.commit(controllers);
        }
        cache.await(() -> acting != mayAct(), LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean mayAct() {
    return isLeading() && isCaughtUp();
  }

  private synchronized void begin() {
    // Under the lock once more: the reader takes its word back before it ends the work.
    if (acting || closed || !mayAct()) {
      return;
    }
    LOG.info("{} leads", role);
    acting = true;
    controllers.forEach(Controller::start);
  }

  /** On the reader's thread too, so it does not wait: a void view must not be acted on. */
  private synchronized void end() {
    acting = false;
    controllers.forEach(Controller::stop);
  }

  private void renew() {
    LeaderElection lease = election.orElseThrow();
    try {
      while (!closed) {
        lease.tick();
        cache.wake();
        Thread.sleep(LeaderElection.RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsInTime() throws InterruptedException {
    long deadline = System.nanoTime() + END_TIMEOUT.toNanos();
    boolean ended = !started || (loop.join(END_TIMEOUT) && isOver(renewal, deadline));
    for (Controller each : controllers) {
      ended &= each.awaitEnd(left(deadline));
    }
    return ended;
  }

  private boolean isOver(Thread thread, long deadline) throws InterruptedException {
    return election.isEmpty() || thread.join(left(deadline));
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }
}
