package io.quarterdeck.bench.faults;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import io.quarterdeck.testkit.history.Event;
import io.quarterdeck.testkit.history.Operation;
import io.quarterdeck.testkit.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Some faults under the load of many clients on keys of their own, and whether it adds up. */
final class Round {
  private static final int CLIENTS = 10;
  private static final int FOLLOWERS = 3;
  private static final String BEGIN = "begin";
  private static final String END = "end";
  private static final Duration SETTLED_MAX = Duration.ofSeconds(90);

  /** What came of it. */
  record Result(
      int round,
      long answered,
      long unknown,
      int changes,
      Map<Fault, Integer> faults,
      List<String> violations) {}

  private final TestStores stores;
  private final Replicas replicas;
  private final Values values;
  private final Random random;
  private final Consumer<String> log;
  private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private final List<Connections> connections = new ArrayList<>();
  private volatile boolean over;

  Round(TestStores stores, Replicas replicas, Values values, Random random, Consumer<String> log) {
    this.stores = stores;
    this.replicas = replicas;
    this.values = values;
    this.random = random;
    this.log = log;
  }

  Result run(List<Fault> faults) throws Exception {
    long begin = mark(BEGIN);
    Nemesis nemesis = new Nemesis(stores, replicas, random, answered::get, log);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Follower> followers = follow(threads, begin);
      List<Future<?>> clients = load(threads);
      try {
        for (Fault fault : faults) {
          nemesis.strike(fault);
        }
      } finally {
        over = true;
      }
      for (Future<?> client : clients) {
        client.get();
      }
      mark(END);
      for (Follower follower : followers) {
        follower.complete().get(SETTLED_MAX.toSeconds(), TimeUnit.SECONDS);
      }
      return result(nemesis, followers, replayed(threads, begin));
    } finally {
      over = true;
      connections.forEach(Connections::close);
    }
  }

  private List<Follower> follow(ExecutorService threads, long begin) {
    List<Follower> followers = new ArrayList<>();
    for (int i = 0; i < FOLLOWERS; i++) {
      Follower follower = new Follower(values, connect(), begin, END);
      followers.add(follower);
      var unused = threads.submit(follower::run);
    }
    return followers;
  }

  private List<Future<?>> load(ExecutorService threads) {
    List<Future<?>> clients = new ArrayList<>();
    for (int number = 0; number < CLIENTS; number++) {
      Random own = new Random(random.nextLong());
      RegisterClient client = new RegisterClient(number, values, connect(), own, this::record);
      clients.add(
          threads.submit(
              () -> {
                while (!over) {
                  client.call();
                }
              }));
    }
    return clients;
  }

  private void record(Operation operation) {
    history.add(operation);
    if (!(operation.outcome() instanceof Outcome.Unknown)) {
      answered.incrementAndGet();
    }
  }

  /** What history tells afterwards, to whoever asks for all of it. */
  private List<Event> replayed(ExecutorService threads, long begin) throws Exception {
    Follower late = new Follower(values, connect(), begin, END);
    var unused = threads.submit(late::run);
    late.complete().get(SETTLED_MAX.toSeconds(), TimeUnit.SECONDS);
    return late.events();
  }

  private Result result(Nemesis nemesis, List<Follower> followers, List<Event> replayed) {
    List<Operation> operations = List.copyOf(history);
    Verdict verdict = new Verdict().answers(operations, replayed);
    for (Follower follower : followers) {
      verdict.add(follower.violations()).followed("a watch", follower.events(), replayed);
    }
    Published published = new Published(stores, values);
    Await.until(
        "the end of the round is published",
        SETTLED_MAX,
        () -> published.changes().stream().anyMatch(event -> event.key().equals(END)));
    List<Event> changes =
        published.changes().stream().filter(event -> !event.key().equals(BEGIN)).toList();
    verdict.followed("the topic of changes", changes, replayed);
    Map<String, String> state = published.state();
    state.remove(BEGIN);
    verdict.state(state, replayed);
    return new Result(
        values.round(),
        answered.get(),
        operations.size() - answered.get(),
        replayed.size(),
        nemesis.done(),
        verdict.violations());
  }

  /** Writes a key that no client writes, however often that takes; returns its last revision. */
  private long mark(String name) {
    Connections own = connect();
    ByteString value = values.value(name, name);
    return Await.value(
        "a mark is written",
        SETTLED_MAX,
        () -> {
          try {
            return KVGrpc.newBlockingStub(own.channel())
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .put(PutRequest.newBuilder().setKey(values.key(name)).setValue(value).build())
                .getHeader()
                .getRevision();
          } catch (StatusRuntimeException e) {
            own.next();
            throw e;
          }
        });
  }

  private Connections connect() {
    Connections mine = new Connections(stores, replicas, random);
    connections.add(mine);
    return mine;
  }
}
