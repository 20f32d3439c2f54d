package io.quarterdeck.state.publish;

import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.model.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jboss.logging.Logger;

/**
 * Publishes every committed revision in order, at least once, on a thread of its own: level, not
 * edge. It knows how far it is and how far it should be, and takes what is between from memory or
 * from history, so a failure of Kafka is merely a delay.
 */
public final class Publisher {
  private static final Logger LOG = Logger.getLogger(Publisher.class);
  private static final long RETRY_MS = 1_000;

  /**
   * Under load a transaction begins so often: each costs client and broker as much as many records
   * do. What comes after a pause goes out at once, and so do the next few: controllers answer an
   * event with a write, whose event the next of them waits for.
   */
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private static final int BURST = 10;

  /** Whoever decides what is committed, as far as publication has to do with it. */
  public interface Leader {
    /** Completes when this process led at some moment after the call, and fails otherwise. */
    CompletionStage<Void> confirm();

    /** Begins an incarnation beyond a revision. This process leads no more then. */
    CompletionStage<Long> renew(long beyond);
  }

  private final KafkaSettings settings;
  private final Incarnation incarnation;
  private final PublicationPlanner planner;
  private final Sources sources;
  private final Consumer<Step> step;
  private final Runnable fenced;
  private volatile Optional<Thread> thread = Optional.empty();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private long target;
  private volatile long published;
  private volatile boolean topicsExist;
  private volatile boolean closed;

  /**
   * A publisher that is not started yet.
   *
   * @param step hears of the steps at which crash tests strike
   */
  public Publisher(
      KafkaSettings settings,
      Incarnation incarnation,
      Sources sources,
      Consumer<Step> step,
      Runnable fenced) {
    this.settings = settings;
    this.incarnation = incarnation;
    this.planner = new PublicationPlanner(incarnation.topics(), incarnation.id());
    this.sources = sources;
    this.step = step;
    this.fenced = fenced;
  }

  /**
   * Begins to publish what the topics lack up to a revision.
   *
   * @param known how far publication counts as done until the topics can be asked
   */
  public void start(long known, long revision, Leader leader) {
    published = known;
    target = revision;
    thread =
        Optional.of(Thread.ofPlatform().daemon().name("state-publish").start(() -> run(leader)));
  }

  public void close() {
    closed = true;
    thread.ifPresent(Thread::interrupt);
  }

  /** Everything up to this revision is committed. Does not block. */
  public void reach(long revision) {
    lock.lock();
    try {
      target = Math.max(target, revision);
      advanced.signal();
    } finally {
      lock.unlock();
    }
  }

  public long published() {
    return published;
  }

  public boolean topicsExist() {
    return topicsExist;
  }

  private void run(Leader leader) {
    try {
      while (!closed) {
        try (KafkaSession session = new KafkaSession(settings, incarnation.topics())) {
          session.begin();
          // Only now, with every older producer fenced, does it count that we still lead.
          leader.confirm().toCompletableFuture().join();
          if (!resume(session, leader)) {
            fenced.run();
            return;
          }
          topicsExist = true;
          follow(session);
        } catch (ProducerFencedException e) {
          LOG.error("another process publishes for this cluster now");
          fenced.run();
          return;
        } catch (InterruptException e) {
          return;
        } catch (RuntimeException e) {
          LOG.warnf("publication stops and tries again: %s", e);
          TimeUnit.MILLISECONDS.sleep(RETRY_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when the state has to be loaded again, under a new incarnation. */
  private boolean resume(KafkaSession session, Leader leader) throws InterruptedException {
    Optional<Cursor> cursor = session.contents().cursor();
    long newest = sources.recent().newest();
    Resumption.Database database =
        new Resumption.Database(incarnation.id(), incarnation.base(), newest, sources.complete());
    Optional<Instant> committed = cursor.flatMap(it -> sources.committed(it.revision()));
    switch (Resumption.of(cursor, database, committed)) {
      case Resumption.GoOn(long revision) -> published = revision;
      case Resumption.Refill() -> published = new Refill(session, incarnation, sources, step).run();
      case Resumption.Renew(long beyond) -> {
        LOG.errorf(
            "the database lost what the topics know: they hold %s, it holds revision %d of %s",
            cursor, newest, incarnation.id());
        long base = leader.renew(beyond).toCompletableFuture().join();
        LOG.warnf("a new incarnation begins at revision %d; this process ends for it", base);
        return false;
      }
    }
    return true;
  }

  private void follow(KafkaSession session) throws InterruptedException {
    MailboxCollector mailboxes =
        new MailboxCollector(session, incarnation.topics(), sources.state());
    mailboxes.collect();
    Pace pace = new Pace(INTERVAL, BURST, System.nanoTime());
    while (!closed) {
      long to = await();
      long due = pace.begin(System.nanoTime());
      step.accept(Step.AFTER_COMMIT_BEFORE_PUBLISH);
      History.Page page = sources.page(published + 1, to);
      List<Event> events = planner.plan(page.commits());
      session.publish(events, cursor(page), () -> step.accept(Step.AFTER_SEND_BEFORE_KAFKA_COMMIT));
      published = page.upTo();
      step.accept(Step.AFTER_KAFKA_COMMIT);
      mailboxes.published(page.commits(), events);
      if (published >= to) {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      }
    }
  }

  private Cursor cursor(History.Page page) {
    Optional<Instant> time =
        page.commits().stream()
            .filter(commit -> commit.revision() == page.upTo())
            .map(Commit::time)
            .findFirst()
            .or(() -> sources.committed(page.upTo()));
    return Cursor.at(incarnation.id(), page.upTo(), time);
  }

  private long await() throws InterruptedException {
    lock.lock();
    try {
      while (target <= published) {
        advanced.await();
      }
      return target;
    } finally {
      lock.unlock();
    }
  }
}
