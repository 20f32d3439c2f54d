package io.quarterdeck.gateway.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The seats of one priority level, and who waits for them. A flow waits in the shortest of a few
 * queues that its number deals it, and the queues take turns: a flow that asks for much fills its
 * own queues, which few other flows share all of. Thread-safe.
 */
final class PriorityLevel {
  /** Why a request is not worked on. */
  enum Refusal {
    CONCURRENCY_LIMIT("concurrency-limit"),
    QUEUE_FULL("queue-full"),
    TIME_OUT("time-out"),
    CANCELLED("cancelled");

    private final String reason;

    Refusal(String reason) {
      this.reason = reason;
    }

    /** As metrics name it. */
    String reason() {
      return reason;
    }
  }

  /** A request that wants a seat. */
  private record Waiting(long flow, CompletableFuture<Optional<Refusal>> answer) {}

  private final SeatDemand wanted;
  private LevelLimits limits;
  private int seats;
  private List<Deque<Waiting>> queues;
  private int turn;
  private int taken;
  private int waiting;

  PriorityLevel(LevelLimits limits, LongSupplier nanoTime) {
    this.wanted = new SeatDemand(nanoTime);
    this.limits = limits;
    this.seats = limits.seats().nominal();
    this.queues = queues(limits);
  }

  private static List<Deque<Waiting>> queues(LevelLimits limits) {
    List<Deque<Waiting>> queues = new ArrayList<>();
    for (int i = 0; i < limits.queues(); i++) {
      queues.add(new ArrayDeque<>());
    }
    return queues;
  }

  /** Completes without a refusal when there is a seat, which is to be given back. */
  synchronized CompletableFuture<Optional<Refusal>> enter(long flow) {
    if (limits.exempt() || (taken < seats && waiting == 0)) {
      taken++;
      note();
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (limits.queues() == 0) {
      return CompletableFuture.completedFuture(Optional.of(Refusal.CONCURRENCY_LIMIT));
    }
    Deque<Waiting> queue = shortest(flow);
    if (queue.size() >= limits.queueLength()) {
      return CompletableFuture.completedFuture(Optional.of(Refusal.QUEUE_FULL));
    }
    CompletableFuture<Optional<Refusal>> answer = new CompletableFuture<>();
    queue.add(new Waiting(flow, answer));
    waiting++;
    note();
    return answer;
  }

  private Deque<Waiting> shortest(long flow) {
    return new SplittableRandom(flow)
        .ints(0, queues.size())
        .distinct()
        .limit(limits.hand())
        .mapToObj(queues::get)
        .min(Comparator.comparingInt(Deque::size))
        .orElseThrow();
  }

  /** Gives a seat back. */
  void leave() {
    List<Waiting> next;
    synchronized (this) {
      taken--;
      next = seated();
      note();
    }
    admit(next);
  }

  /** Whoever has waited too long, or is gone, waits no more; the seat it may have got goes on. */
  void giveUp(CompletableFuture<Optional<Refusal>> answer, Refusal why) {
    boolean waits;
    synchronized (this) {
      waits = queues.stream().anyMatch(queue -> queue.removeIf(each -> each.answer() == answer));
      waiting -= waits ? 1 : 0;
      note();
    }
    if (waits) {
      answer.complete(Optional.of(why));
    }
  }

  /** Takes other limits; who waits goes on to wait. */
  void change(LevelLimits changed) {
    List<Waiting> next;
    synchronized (this) {
      if (changed.equals(limits)) {
        return;
      }
      List<Deque<Waiting>> before = queues;
      limits = changed;
      seats = changed.seats().nominal();
      queues = queues(changed);
      turn = 0;
      next = new ArrayList<>();
      for (Deque<Waiting> queue : before) {
        if (queues.isEmpty()) {
          taken += queue.size();
          waiting -= queue.size();
          next.addAll(queue);
        } else {
          queue.forEach(each -> shortest(each.flow()).add(each));
        }
      }
      next.addAll(seated());
    }
    admit(next);
  }

  /** Has so many seats from now on; whoever sits on one that is gone may finish. */
  void lend(int now) {
    List<Waiting> next;
    synchronized (this) {
      seats = now;
      next = seated();
    }
    admit(next);
  }

  /** What was wanted since the last call. */
  synchronized SeatDemand.Period period() {
    return wanted.next();
  }

  private void note() {
    wanted.set(taken + waiting);
  }

  /** Those who get the seats that are free, one queue after the other. */
  private List<Waiting> seated() {
    List<Waiting> next = new ArrayList<>();
    while (waiting > 0 && (limits.exempt() || taken < seats)) {
      turn = (turn + 1) % queues.size();
      Waiting first = queues.get(turn).poll();
      if (first != null) {
        waiting--;
        taken++;
        next.add(first);
      }
    }
    return next;
  }

  /** Outside of the lock: what was waited for goes on in here. */
  private static void admit(List<Waiting> next) {
    next.forEach(each -> each.answer().complete(Optional.empty()));
  }

  synchronized int taken() {
    return taken;
  }

  synchronized int waiting() {
    return waiting;
  }

  synchronized int seats() {
    return seats;
  }

  synchronized LevelLimits limits() {
    return limits;
  }
}
