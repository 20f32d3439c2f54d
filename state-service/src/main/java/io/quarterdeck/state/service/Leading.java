package io.quarterdeck.state.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarterdeck.state.fault.Failpoints;
import io.quarterdeck.state.fault.FaultyLog;
import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.log.LeaseKeeper;
import io.quarterdeck.state.log.Limits;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.postgres.Database;
import io.quarterdeck.state.postgres.DecidingLoop;
import io.quarterdeck.state.quota.AlarmKeeper;
import io.quarterdeck.state.quota.AlarmLog;
import io.quarterdeck.state.quota.HeapShare;
import io.quarterdeck.state.quota.Quota;
import io.quarterdeck.state.quota.SizeWatch;
import io.quarterdeck.state.retention.Bounds;
import io.quarterdeck.state.retention.Retention;
import io.quarterdeck.state.watch.WatchHub;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a process has while it leads, besides what every replica has. */
final class Leading {
  private static final int WAITING_MAX = 10_000;
  private static final long WAITING_BYTES_MAX = 16 << 20;
  private static final int BATCH_REQUESTS_MAX = 1_000;
  private static final long BATCH_BYTES_MAX = 4 << 20;
  private static final Duration LEASE_INTERVAL = Duration.ofMillis(500);
  private static final Duration SIZE_INTERVAL = Duration.ofSeconds(2);
  private static final Duration MARK_INTERVAL = Duration.ofSeconds(2);

  private final StateConfig config;
  private final long base;
  private final long firstRevision;
  private final DecidingLoop loop;
  private final Publication publication;
  private final Quota quota;
  private final Store store;
  private final WatchHub hub;
  private final LeaseKeeper leases;
  private final AlarmKeeper alarms;
  private final SizeWatch sizes;
  private final Retention retention;

  private Leading(
      StateConfig config, Database database, Database.Lead lead, long self, Failpoints failpoints) {
    this.config = config;
    this.loop = database.loop();
    this.base = lead.base();
    this.firstRevision = lead.index().revision();
    RecentCommits recent = new RecentCommits(firstRevision, config.state().recentBytesMax());
    this.publication =
        new Publication(config, lead, recent, database.publicationMark(), failpoints);
    AlarmLog raised = database.alarms();
    this.quota =
        new Quota(
            config.state().spaceQuota().asLongValue(),
            this::held,
            HeapShare.ofThisProcess(),
            self,
            raised.raised().toCompletableFuture().join());
    this.store =
        new Store(
            lead.index(),
            lead.epoch(),
            new FaultyLog(lead.log(), failpoints),
            lead.archive().history(),
            recent,
            limits(failpoints),
            loop.thread(),
            Clock.systemUTC(),
            StateService::fenced);
    this.hub = new WatchHub(store, recent, lead.archive().history());
    this.leases = new LeaseKeeper(store, new SteadyClock(), new SecureRandom()::nextLong);
    this.alarms = new AlarmKeeper(quota, raised, () -> store.position().epoch());
    this.sizes = new SizeWatch(database::size, quota);
    this.retention =
        new Retention(
            database.historyKeeper(),
            this::bounds,
            config.state().history().retention(),
            new SteadyClock());
  }

  /** Begins with all that goes on while it leads; nobody is answered yet. */
  static Leading start(
      StateConfig config, Database database, Database.Lead lead, long self, Failpoints failpoints) {
    Leading leading = new Leading(config, database, lead, self, failpoints);
    leading.start();
    return leading;
  }

  private void start() {
    store.listen(hub);
    store.listen(publication);
    store.listen(leases);
    every(config.state().watchProgressInterval(), hub::tick);
    every(LEASE_INTERVAL, leases::tick);
    sizes.tick();
    every(SIZE_INTERVAL, sizes::tick);
    every(SIZE_INTERVAL, alarms::tick);
    publication.start(base, firstRevision, store);
    every(MARK_INTERVAL, () -> publication.tick(store.position().epoch()));
    retention.start(config.state().history().interval());
  }

  void register(MeterRegistry metrics) {
    StateMetrics.register(metrics, store, hub, publication);
    StateMetrics.register(metrics, retention);
    StateMetrics.register(metrics, quota);
  }

  void close() {
    retention.close();
    publication.close();
    loop.close();
  }

  boolean ready() {
    return store.position().serving() && publication.topicsExist();
  }

  Publication publication() {
    return publication;
  }

  Store store() {
    return store;
  }

  WatchHub hub() {
    return hub;
  }

  LeaseKeeper leases() {
    return leases;
  }

  AlarmKeeper alarms() {
    return alarms;
  }

  private Limits limits(Failpoints failpoints) {
    return new Limits(
        config.state().txnOpsMax(),
        WAITING_MAX,
        WAITING_BYTES_MAX,
        BATCH_REQUESTS_MAX,
        BATCH_BYTES_MAX,
        () -> {
          failpoints.reach(Step.AFTER_RECEIVE);
          return publication.mayWrite();
        },
        quota::admits);
  }

  private long held() {
    return store.position().bytes();
  }

  /** Until the cursor is known, nothing is known to be published. */
  private Bounds bounds() {
    Store.Position position = store.position();
    return new Bounds(
        position.epoch(),
        position.revision(),
        position.compactRevision(),
        publication.topicsExist() ? publication.published() : 0);
  }

  private void every(Duration interval, Runnable task) {
    long ms = interval.toMillis();
    var unused = loop.thread().scheduleAtFixedRate(task, ms, ms, TimeUnit.MILLISECONDS);
  }
}
