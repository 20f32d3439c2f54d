package io.quarterdeck.state.publish;

import io.quarterdeck.bus.Topics;
import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));
  private static final int COMMITS_MAX = 200;
  private static final long RETRY_MS = 1_000;

  private final KafkaSettings settings;
  private final Topics topics;
  private final String incarnation;
  private final PublicationPlanner planner;
  private final RecentCommits recent;
  private final History history;
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
      Topics topics,
      String incarnation,
      RecentCommits recent,
      History history,
      Consumer<Step> step,
      Runnable fenced) {
    this.settings = settings;
    this.topics = topics;
    this.incarnation = incarnation;
    this.planner = new PublicationPlanner(topics, incarnation);
    this.recent = recent;
    this.history = history;
    this.step = step;
    this.fenced = fenced;
  }

  /**
   * Begins to publish.
   *
   * @param stillLeading fails when another process leads
   */
  public void start(long revision, Supplier<CompletionStage<Void>> stillLeading) {
    // Until the cursor is read nothing is known to be missing: no write is refused for it.
    published = revision;
    target = revision;
    thread =
        Optional.of(
            Thread.ofPlatform().daemon().name("state-publish").start(() -> run(stillLeading)));
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

  private void run(Supplier<CompletionStage<Void>> stillLeading) {
    try {
      while (!closed) {
        try (KafkaSession session = new KafkaSession(settings, topics)) {
          session.begin();
          // Only now, with every older producer fenced, does it count that we still lead.
          stillLeading.get().toCompletableFuture().join();
          published = resumeAfter(session.cursor());
          topicsExist = true;
          follow(session);
        } catch (AheadException e) {
          LOG.error(e.getMessage());
          fenced.run();
          return;
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

  private void follow(KafkaSession session) throws InterruptedException {
    while (!closed) {
      long to = await();
      step.accept(Step.AFTER_COMMIT_BEFORE_PUBLISH);
      History.Page page = page(published + 1, to);
      session.publish(
          planner.plan(page.commits()),
          new Cursor(incarnation, page.upTo()),
          () -> step.accept(Step.AFTER_SEND_BEFORE_KAFKA_COMMIT));
      published = page.upTo();
      step.accept(Step.AFTER_KAFKA_COMMIT);
    }
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

  private History.Page page(long from, long to) {
    Optional<List<Commit>> near = recent.from(from, COMMITS_MAX);
    if (near.isPresent() && !near.get().isEmpty()) {
      return new History.Page(near.get(), near.get().getLast().revision());
    }
    return history.read(EVERYTHING, from, to).toCompletableFuture().join();
  }

  private long resumeAfter(Optional<Cursor> cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    Cursor last = cursor.get();
    long newest = recent.newest();
    if (!last.incarnation().equals(incarnation) || last.revision() > newest) {
      throw new AheadException(
          "Kafka holds revision %d of incarnation %s, the database %d of %s: the database was"
                  .formatted(last.revision(), last.incarnation(), newest, incarnation)
              + " restored or replaced. Delete the topics of this cluster (quarterdeck.%s.*) to"
                  .formatted(topics.cluster())
              + " have them rebuilt from the database's history.");
    }
    return last.revision();
  }

  /** Kafka knows of revisions that the database does not. */
  private static final class AheadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AheadException(String message) {
      super(message);
    }
  }
}
