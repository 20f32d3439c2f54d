package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.delete;
import static io.quarterdeck.state.it.Calls.op;
import static io.quarterdeck.state.it.Calls.put;
import static io.quarterdeck.state.it.Calls.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.TxnRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write until their server is gone. Every transaction writes or deletes the two keys
 * of a pair, each client has pairs of its own and reads what it has written.
 */
final class CrashClients implements AutoCloseable {
  /** What a key without a value is said to hold. */
  static final String NOTHING = "";

  private static final int CLIENTS = 8;
  private static final int PAIRS = 6;
  private static final int WRITES_MAX = 5_000;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<Map<String, Set<String>>>> running = new ArrayList<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final ManagedChannel channel;
  private final KVGrpc.KVBlockingStub kv;
  private final String prefix;

  private CrashClients(ManagedChannel channel, String prefix) {
    this.channel = channel;
    this.kv = KVGrpc.newBlockingStub(channel);
    this.prefix = prefix;
  }

  /** Starts them on pairs whose names begin like this. */
  static CrashClients start(ManagedChannel channel, String prefix, String name) {
    CrashClients clients = new CrashClients(channel, prefix);
    for (int client = 0; client < CLIENTS; client++) {
      String own = name + "-" + client;
      clients.running.add(clients.threads.submit(() -> clients.writeUntilTheEnd(own)));
    }
    return clients;
  }

  static String first(String pair) {
    return pair + "-a";
  }

  static String second(String pair) {
    return pair + "-b";
  }

  /** What a stored object holds of what its client wrote. */
  static String data(String object) {
    return object.substring(object.lastIndexOf(':') + 1, object.length() - 1);
  }

  int answered() {
    return answered.get();
  }

  /**
   * Waits until the server is gone for all of them.
   *
   * @return what each pair may hold: what was answered last and, where another write had no answer
   *     yet, what that one wrote
   */
  Map<String, Set<String>> mayHold() throws Exception {
    Map<String, Set<String>> all = new HashMap<>();
    for (Future<Map<String, Set<String>>> each : running) {
      all.putAll(each.get());
    }
    return all;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    threads.close();
  }

  private Map<String, Set<String>> writeUntilTheEnd(String name) {
    Map<String, String> holds = new HashMap<>();
    Map<String, Set<String>> mayHold = new HashMap<>();
    try {
      for (int i = 0; i < WRITES_MAX; i++) {
        String pair = name + "-" + i % PAIRS;
        String data = i % 7 == 6 ? NOTHING : Integer.toString(i);
        mayHold.put(pair, Set.copyOf(List.of(holds.getOrDefault(pair, NOTHING), data)));
        kv.txn(data.equals(NOTHING) ? deletion(pair) : write(pair, data));
        mayHold.put(pair, Set.of(data));
        holds.put(pair, data);
        answered.incrementAndGet();
        assertThat(read(first(pair))).isEqualTo(data);
      }
      throw new AssertionError("the failpoint was never reached");
    } catch (StatusRuntimeException e) {
      return mayHold;
    }
  }

  private TxnRequest write(String pair, String data) {
    return TxnRequest.newBuilder()
        .addSuccess(op(put(prefix + first(pair), object(first(pair), data))))
        .addSuccess(op(put(prefix + second(pair), object(second(pair), data))))
        .build();
  }

  private TxnRequest deletion(String pair) {
    return TxnRequest.newBuilder()
        .addSuccess(op(delete(prefix + first(pair))))
        .addSuccess(op(delete(prefix + second(pair))))
        .build();
  }

  private String read(String name) {
    return kv.range(range(prefix + name).build()).getKvsList().stream()
        .findFirst()
        .map(found -> data(found.getValue().toStringUtf8()))
        .orElse(NOTHING);
  }

  private static String object(String name, String data) {
    return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"crash\",\"uid\":\"%s\"},\"data\":%s}"
        .formatted(name, name, data);
  }
}
