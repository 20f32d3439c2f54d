package io.quarterdeck.bench.state;

import com.google.protobuf.ByteString;
import io.quarterdeck.bench.load.Call;
import io.quarterdeck.bench.load.ClosedLoop;
import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.load.Measurement;
import java.time.Duration;

/** Ranges over keys that it writes first. */
final class RangeLoad implements Call {
  private static final String PREFIX = "/registry/core/configmaps/ranges/";
  private static final int KEYS = 2_000;
  private static final int VALUE_BYTES = 1024;
  private static final int WRITERS = 16;
  private static final Effort FILL = new Effort(Duration.ofMinutes(1), KEYS);

  private final KvClient client;
  private final int size;

  private RangeLoad(KvClient client, int size) {
    this.client = client;
    this.size = size;
  }

  static Measurement run(Contender contender, StateWorkload.Ranges ranges, Effort effort)
      throws InterruptedException {
    try (KvClient client = new KvClient(contender, ranges.clients())) {
      Measurement unused =
          ClosedLoop.run(WRITERS, FILL, (number, reply) -> fill(client, number, reply));
      contender.settle();
      return ClosedLoop.run(ranges.clients(), effort, new RangeLoad(client, ranges.keys()));
    }
  }

  private static void fill(KvClient client, long number, Reply reply) {
    // The last writers may each send one more.
    long at = number % KEYS;
    client.put(number, BenchObjects.key(PREFIX, at), BenchObjects.value(at, VALUE_BYTES), reply);
  }

  @Override
  public void send(long number, Reply reply) {
    long from = number * size % KEYS;
    ByteString first = BenchObjects.key(PREFIX, from);
    ByteString end = BenchObjects.key(PREFIX, from + size);
    client.range(
        number,
        first,
        end,
        answer -> {
          if (answer.getKvsCount() != size) {
            reply.failed(
                new IllegalStateException(answer.getKvsCount() + " keys instead of " + size));
          }
        },
        reply);
  }
}
