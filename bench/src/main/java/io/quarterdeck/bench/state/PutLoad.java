package io.quarterdeck.bench.state;

import com.google.protobuf.ByteString;
import io.quarterdeck.bench.load.Call;
import io.quarterdeck.bench.load.ClosedLoop;
import io.quarterdeck.bench.load.Effort;
import io.quarterdeck.bench.load.Measurement;
import java.util.List;
import java.util.stream.LongStream;

/** Puts: first they create, and once all keys exist they update. */
final class PutLoad implements Call {
  private static final int KEYS = 10_000;

  private final KvClient client;
  private final List<ByteString> keys;
  private final List<ByteString> values;

  private PutLoad(KvClient client, StateWorkload.Puts puts) {
    this.client = client;
    String prefix = puts.keys().prefix();
    keys = LongStream.range(0, KEYS).mapToObj(number -> BenchObjects.key(prefix, number)).toList();
    values =
        LongStream.range(0, KEYS)
            .mapToObj(number -> BenchObjects.value(number, puts.valueBytes()))
            .toList();
  }

  static Measurement run(Contender contender, StateWorkload.Puts puts, Effort effort)
      throws InterruptedException {
    try (KvClient client = new KvClient(contender, puts.clients())) {
      return ClosedLoop.run(puts.clients(), effort, new PutLoad(client, puts));
    }
  }

  @Override
  public void send(long number, Reply reply) {
    int at = (int) (number % KEYS);
    client.put(number, keys.get(at), values.get(at), reply);
  }
}
