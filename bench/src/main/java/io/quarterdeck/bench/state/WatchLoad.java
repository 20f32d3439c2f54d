package io.quarterdeck.bench.state;

import io.quarterdeck.bench.load.Call;
import io.quarterdeck.bench.load.ClosedLoop;
import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.load.FanOut;
import io.quarterdeck.bench.load.Measurement;
import io.quarterdeck.etcd.mvcc.Event;
import io.quarterdeck.etcd.rpc.WatchResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watchers of one prefix while clients write to it; latency is from the put to the event. */
final class WatchLoad implements Call {
  private static final String PREFIX = "/registry/core/configmaps/watched/";
  private static final int KEYS = 10_000;
  private static final int PATIENCE_S = 30;

  private final KvClient client;
  private final int valueBytes;
  private final FanOut fanOut;

  private WatchLoad(KvClient client, int valueBytes, FanOut fanOut) {
    this.client = client;
    this.valueBytes = valueBytes;
    this.fanOut = fanOut;
  }

  static Measurement run(Contender contender, StateWorkload.Watches watches, Effort effort)
      throws InterruptedException {
    FanOut fanOut = new FanOut(watches.watchers());
    try (KvClient client = new KvClient(contender, watches.watchers())) {
      WatchLoad load = new WatchLoad(client, watches.valueBytes(), fanOut);
      load.watch(watches.watchers());
      Measurement unused = ClosedLoop.run(watches.clients(), effort, load);
      return fanOut.await();
    }
  }

  private void watch(int watchers) throws InterruptedException {
    CountDownLatch created = new CountDownLatch(watchers);
    for (int i = 0; i < watchers; i++) {
      client.watch(
          i,
          BenchObjects.key(PREFIX, 0),
          BenchObjects.end(PREFIX),
          response -> {
            if (response.getCreated()) {
              created.countDown();
            }
            deliver(response);
          });
    }
    if (!created.await(PATIENCE_S, TimeUnit.SECONDS)) {
      throw new IllegalStateException("watches were not created");
    }
  }

  private void deliver(WatchResponse response) {
    for (Event event : response.getEventsList()) {
      fanOut.delivered(BenchObjects.number(event.getKv().getKey()));
    }
  }

  @Override
  public void send(long number, Reply reply) {
    long at = number % KEYS;
    fanOut.sending(at);
    client.put(number, BenchObjects.key(PREFIX, at), BenchObjects.value(at, valueBytes), reply);
  }
}
