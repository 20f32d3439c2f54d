package io.quarterdeck.role.run;

import io.quarterdeck.bus.KafkaSettings;
import io.quarterdeck.bus.OffsetCommitter;
import io.quarterdeck.bus.TopicReader;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.cache.BusObjectCache;
import io.quarterdeck.role.leader.LeaderElection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A role's controllers, the cache they share and the loop that starts them once the cache has
 * caught up and this process leads, stops them when it no longer does, and commits what they have
 * acknowledged.
 */
public final class ControllerManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerManager.class);

  private final String role;
  private final String cluster;
  private final Map<String, Object> kafka;
  private final Api plain;
  private final BusObjectCache cache;
  private final Api api;
  private final TopicReader reader;
  private final List<Controller> controllers = new CopyOnWriteArrayList<>();
  private Optional<LeaderElection> election = Optional.empty();
  private @Nullable Thread loop;
  private @Nullable OffsetCommitter committer;
  private volatile boolean closed;
  private volatile boolean acting;

  ControllerManager(String role, String cluster, KafkaSettings kafka, Api api) {
    this.role = role;
    this.cluster = cluster;
    this.kafka = kafka.common();
    this.plain = api;
    this.cache = new BusObjectCache(new Topics(cluster));
    this.api = new RecordingApi(api, cache);
    this.reader = new TopicReader("topics", kafka.reader(), cache);
    cache.onChange(change -> controllers.forEach(each -> each.changed(change)));
    cache.onReset(this::restart);
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

  /** The API as reconcilers use it: what they write is awaited before the key's next turn. */
  public Api api() {
    return api;
  }

  /** The API without that bookkeeping. */
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

  public boolean isHealthy() {
    Thread running = loop;
    return running == null
        || (running.isAlive()
            && reader.isHealthy()
            && controllers.stream().allMatch(Controller::isHealthy));
  }

  public void start() {
    reader.start();
    loop = Thread.ofVirtual().name("manage-" + role).start(this::run);
  }

  @Override
  public void close() {
    closed = true;
    Thread running = loop;
    if (running != null) {
      running.interrupt();
    }
    controllers.forEach(Controller::stop);
    election.ifPresent(LeaderElection::release);
    reader.close();
    OffsetCommitter offsets = committer;
    if (offsets != null) {
      offsets.close();
    }
  }

  Controller add(ControllerBuilder builder, Reconciler reconciler) {
    builder.watches.forEach(watch -> caches(watch.type()));
    Controller controller = new Controller(builder, reconciler, cache);
    controllers.add(controller);
    return controller;
  }

  private void run() {
    try {
      while (!closed) {
        boolean may = election.map(LeaderElection::tick).orElse(true) && isCaughtUp();
        if (may && !acting) {
          begin();
        } else if (!may && acting) {
          LOG.warn("{} no longer leads", role);
          acting = false;
          controllers.forEach(Controller::stop);
        }
        if (acting) {
          commit();
        }
        cache.await(() -> !acting && isCaughtUp() && isLeading(), LeaderElection.RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() {
    LOG.info("{} leads", role);
    acting = true;
    controllers.forEach(Controller::start);
  }

  /** A restored state is another state: everything is looked at anew. */
  private void restart() {
    if (acting) {
      controllers.forEach(Controller::stop);
      acting = false;
    }
  }

  private void commit() throws InterruptedException {
    try {
      OffsetCommitter offsets = committer;
      if (offsets == null) {
        offsets = new OffsetCommitter(kafka);
        committer = offsets;
      }
      for (Controller each : controllers) {
        String group = "quarterdeck." + cluster + "." + role + "." + each.name();
        if (!each.acknowledgements().toCommit().isEmpty()) {
          each.acknowledgements().committed(offsets.committed(group));
        }
        Map<TopicPartition, Long> grown = each.acknowledgements().toCommit();
        if (!grown.isEmpty()) {
          offsets.commit(group, grown);
          each.acknowledgements().committed(grown);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("{} cannot commit what it acknowledged: {}", role, e.getMessage());
    }
  }
}
