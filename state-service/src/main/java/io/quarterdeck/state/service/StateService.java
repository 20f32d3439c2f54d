package io.quarterdeck.state.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarterdeck.state.fault.Failpoints;
import io.quarterdeck.state.fault.FaultyLog;
import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.log.LeaseKeeper;
import io.quarterdeck.state.log.Limits;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.postgres.Database;
import io.quarterdeck.state.retention.Bounds;
import io.quarterdeck.state.retention.Retention;
import io.quarterdeck.state.watch.WatchHub;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The life of the process: open the door, forward while another process leads, then lead, and
 * publish. Being fenced or failing to start ends the process; whoever started it starts it again.
 */
@ApplicationScoped
public class StateService {
  private static final Logger LOG = Logger.getLogger(StateService.class);
  private static final int WAITING_MAX = 10_000;
  private static final int BATCH_REQUESTS_MAX = 1_000;
  private static final long BATCH_BYTES_MAX = 4 << 20;
  private static final Duration LEASE_INTERVAL = Duration.ofMillis(500);
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_FENCED = 3;

  private final StateConfig config;
  private final Database database;
  private final MeterRegistry metrics;
  private volatile @Nullable Replica replica;
  private volatile @Nullable Running running;

  /** What a leading process has besides its replica. */
  private record Running(
      Store store, Publication publication, Retention retention, ScheduledExecutorService thread) {}

  public StateService(StateConfig config, Database database, MeterRegistry metrics) {
    this.config = config;
    this.database = database;
    this.metrics = metrics;
  }

  void onStart(@Observes StartupEvent event) {
    Thread.ofPlatform().daemon().name("state-start").start(this::run);
  }

  void onStop(@Observes ShutdownEvent event) {
    Running leading = running;
    Replica self = replica;
    if (self != null) {
      self.closeDoor();
    }
    if (leading != null) {
      leading.retention().close();
      leading.publication().close();
      leading.thread().shutdownNow();
    }
    if (self != null) {
      self.leave();
    }
  }

  boolean leads() {
    return running != null;
  }

  boolean ready() {
    Running leading = running;
    if (leading != null) {
      return leading.store().position().serving() && leading.publication().topicsExist();
    }
    Replica self = replica;
    return self != null && self.follows();
  }

  /** Empty until this process leads. */
  Optional<Publication> publication() {
    return Optional.ofNullable(running).map(Running::publication);
  }

  private void run() {
    try {
      if (config.state().check()) {
        Quarkus.asyncExit(new Preflight(config, database).passes() ? 0 : EXIT_FAILED);
        return;
      }
      lead();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.error("cannot start", e);
      Quarkus.asyncExit(EXIT_FAILED);
    }
  }

  private void lead() throws InterruptedException, IOException {
    StateMetrics.register(metrics, this);
    Failpoints failpoints = new Failpoints(config.state().failpoint());
    Replica self = Replica.start(config, database, failpoints, StateService::fenced);
    replica = self;
    Database.Lead lead = self.lead();
    long revision = lead.index().revision();
    LOG.infof(
        "leading under epoch %d at revision %d with %d keys, incarnation %s",
        lead.epoch(), revision, lead.index().size(), lead.incarnation());
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("state-decide").factory());
    RecentCommits recent = new RecentCommits(revision, config.state().recentBytesMax());
    Publication publication = new Publication(config, lead, recent, failpoints);
    Limits limits =
        new Limits(
            config.state().txnOpsMax(),
            WAITING_MAX,
            BATCH_REQUESTS_MAX,
            BATCH_BYTES_MAX,
            () -> admits(publication, failpoints));
    Store store =
        new Store(
            lead.index(),
            lead.epoch(),
            new FaultyLog(lead.log(), failpoints),
            lead.archive().history(),
            recent,
            limits,
            thread,
            Clock.systemUTC(),
            StateService::fenced);
    WatchHub hub = new WatchHub(store, recent, lead.archive().history());
    LeaseKeeper leases = new LeaseKeeper(store, new SteadyClock(), new SecureRandom()::nextLong);
    store.listen(hub);
    store.listen(publication);
    store.listen(leases);
    every(thread, config.state().watchProgressInterval(), hub::tick);
    every(thread, LEASE_INTERVAL, leases::tick);
    publication.start(revision, store);
    Retention retention =
        new Retention(
            database.historyKeeper(),
            () -> bounds(store, publication),
            config.state().history().retention(),
            new SteadyClock());
    retention.start(config.state().history().interval());
    StateMetrics.register(metrics, store, hub, publication);
    StateMetrics.register(metrics, retention);
    running = new Running(store, publication, retention, thread);
    self.serve(lead, store, hub, leases);
  }

  /** Until the cursor is known, nothing is known to be published. */
  private static Bounds bounds(Store store, Publication publication) {
    Store.Position position = store.position();
    return new Bounds(
        position.epoch(),
        position.revision(),
        position.compactRevision(),
        publication.topicsExist() ? publication.published() : 0);
  }

  private static boolean admits(Publication publication, Failpoints failpoints) {
    failpoints.reach(Step.AFTER_RECEIVE);
    return publication.mayWrite();
  }

  private static void every(ScheduledExecutorService thread, Duration interval, Runnable task) {
    long ms = interval.toMillis();
    var unused = thread.scheduleAtFixedRate(task, ms, ms, TimeUnit.MILLISECONDS);
  }

  static void fenced() {
    Quarkus.asyncExit(EXIT_FENCED);
  }
}
