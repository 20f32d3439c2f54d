package io.quarterdeck.bench.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A fixed number of clients, each of which sends its next request when the last one is answered.
 * Latencies are those that clients see. Any failure ends the load: a figure stands for successes
 * alone.
 */
public final class ClosedLoop {
  static final int DIGITS = 3;

  /** Time for the requests under way to end after the last one was sent. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Call call;
  private final Effort effort;
  private final Histogram latenciesUs = new ConcurrentHistogram(DIGITS);
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger running;
  private final CompletableFuture<Long> ended = new CompletableFuture<>();
  private final long start;
  private final long sendUntil;

  private ClosedLoop(int clients, Effort effort, Call call) {
    this.call = call;
    this.effort = effort;
    this.running = new AtomicInteger(clients);
    this.start = System.nanoTime();
    this.sendUntil = start + effort.time().toNanos();
  }

  /** Runs a load to its end. */
  public static Measurement run(int clients, Effort effort, Call call) throws InterruptedException {
    ClosedLoop loop = new ClosedLoop(clients, effort, call);
    for (int i = 0; i < clients; i++) {
      loop.new Client().send();
    }
    return loop.await();
  }

  private Measurement await() throws InterruptedException {
    Duration limit = effort.time().plus(PATIENCE);
    try {
      long end = ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Measurement(
          latenciesUs.getTotalCount(), Duration.ofNanos(end - start), latenciesUs);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("requests were not answered within " + PATIENCE, e);
    }
  }

  /** One client: at most one request at a time. */
  private final class Client implements Call.Reply {
    private volatile long sentAt;

    void send() {
      sentAt = System.nanoTime();
      long number = numbers.getAndIncrement();
      if (sentAt - sendUntil >= 0 || number >= effort.callsMax() || ended.isDone()) {
        leave();
      } else {
        call.send(number, this);
      }
    }

    @Override
    public void done() {
      latenciesUs.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentAt));
      send();
    }

    @Override
    public void failed(Throwable failure) {
      ended.completeExceptionally(failure);
    }

    private void leave() {
      if (running.decrementAndGet() == 0) {
        ended.complete(System.nanoTime());
      }
    }
  }
}
