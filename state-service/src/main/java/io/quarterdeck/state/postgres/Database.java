package io.quarterdeck.state.postgres;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.log.CurrentState;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.log.Incarnations;
import io.quarterdeck.state.publish.PublicationMark;
import io.quarterdeck.state.quota.AlarmLog;
import io.quarterdeck.state.quota.DatabaseSize;
import io.quarterdeck.state.quota.HeapShare;
import io.quarterdeck.state.replica.Member;
import io.quarterdeck.state.replica.Sighting;
import io.quarterdeck.state.retention.HistoryKeeper;
import io.quarterdeck.state.retention.HistoryTerms;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;

/** The way into PostgreSQL: follow the state, win the epoch, then write and read. */
@ApplicationScoped
public class Database {
  /**
   * A leader's start: its epoch and the state that it takes over.
   *
   * @param published how far publication was, as far as that is written down
   */
  public record Lead(
      long epoch,
      String incarnation,
      long base,
      long published,
      long clusterId,
      Index index,
      CommitLog log,
      Archive archive) {}

  /**
   * What is read besides.
   *
   * @param incarnations how to begin anew when it turns out to be older than the topics
   */
  public record Archive(History history, CurrentState state, Incarnations incarnations) {}

  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

  private final Pool pool;
  private final DecidingLoop loop;
  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;
  private final HistoryTerms terms;

  public Database(
      Pool pool,
      DecidingLoop loop,
      Vertx vertx,
      Mutiny.SessionFactory sessions,
      HistoryTerms terms) {
    this.pool = pool;
    this.loop = loop;
    this.vertx = vertx;
    this.sessions = sessions;
    this.terms = terms;
  }

  /** Where the leader decides, and its log answers. */
  public DecidingLoop loop() {
    return loop;
  }

  public DatabaseCheck check() {
    return new DatabaseCheck(pool);
  }

  public Roll roll(Member self) {
    return new Roll(pool, self);
  }

  public Follower follower() {
    return new Follower(pool, new PgHistory(pool), HeapShare.ofThisProcess());
  }

  public CompletionStage<DatabaseSize> size() {
    return new PgSizes(pool).read();
  }

  public AlarmLog alarms() {
    return new PgAlarms(pool, WRITE_TIMEOUT);
  }

  public PublicationMark publicationMark() {
    return new PgPublicationMark(pool, WRITE_TIMEOUT);
  }

  public HistoryKeeper historyKeeper() {
    return new PgHistoryKeeper(pool, new HistoryRecords(vertx, sessions), terms.shortLived());
  }

  /**
   * Leads from now on; empty when somebody else does, or the leader that was seen lives.
   *
   * @param step hears of the steps at which crash tests strike
   */
  public Optional<Lead> lead(Member self, Sighting seen, Follower follower, Consumer<Step> step) {
    step.accept(Step.BEFORE_EPOCH);
    return new Election(vertx, sessions, self)
        .take(seen)
        .map(won -> lead(self, won, follower, step));
  }

  private Lead lead(Member self, Election.Won won, Follower follower, Consumer<Step> step) {
    step.accept(Step.AFTER_EPOCH);
    Index index = follower.takeOver(won);
    step.accept(Step.AFTER_LOAD);
    Partitions partitions =
        new Partitions(pool, new PartitionWidth(terms.share(), terms.partitionRevisionsMax()));
    CommitLog log = new PgCommitLog(loop.pool(), partitions, self.holder(), WRITE_TIMEOUT);
    Archive archive =
        new Archive(new PgHistory(pool), new PgCurrentState(pool), new PgIncarnations(pool));
    return new Lead(
        won.epoch(),
        won.incarnation(),
        won.base(),
        won.published(),
        won.clusterId(),
        index,
        log,
        archive);
  }
}
