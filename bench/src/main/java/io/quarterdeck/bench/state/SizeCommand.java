package io.quarterdeck.bench.state;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.quarterdeck.bench.RunOptions;
import io.quarterdeck.bench.process.StateServiceProcess;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.PutRequest;
import io.quarterdeck.etcd.rpc.RequestOp;
import io.quarterdeck.etcd.rpc.TxnRequest;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench state-size}: what many keys cost a state-service. */
@Command(
    name = "state-size",
    description =
        "Fills a state-service with keys, starts it again, and says how long that takes and how"
            + " much memory each key takes.",
    mixinStandardHelpOptions = true)
public final class SizeCommand implements Callable<Integer> {
  private static final String PREFIX = "/size/";
  private static final int TXN_KEYS = 128;

  @Option(names = "--keys", description = "how many keys (${DEFAULT-VALUE})")
  private int keys = 100_000;

  @Option(names = "--value-bytes", description = "the size of each value (${DEFAULT-VALUE})")
  private int valueBytes = 1024;

  @Option(
      names = "--heap",
      description = "the heap of the state-service, in MiB (${DEFAULT-VALUE})")
  private int heap = 3072;

  @Spec private @Nullable CommandSpec spec;

  /** What the process takes after a full collection. */
  private record Memory(long heapBytes, long pssBytes) {
    static Memory of(StateServiceProcess process) {
      process.collectGarbage();
      return new Memory(
          process.metric("jvm_memory_used_bytes{area=\"heap\""),
          process.processes().getFirst().pssBytes());
    }
  }

  @Override
  public Integer call() throws IOException {
    TestStores stores = TestStores.shared();
    say("%d keys of %d bytes, heap %d MiB".formatted(keys, valueBytes, heap));
    say("load average " + RunOptions.loadAverage());
    Memory empty;
    try (StateServiceProcess process = StateServiceProcess.start(stores, heap, List.of())) {
      empty = Memory.of(process);
      long start = System.nanoTime();
      fill(process, stores);
      say("written within %.1f s".formatted(seconds(start)));
    }
    long start = System.nanoTime();
    try (StateServiceProcess process = StateServiceProcess.start(stores, heap, List.of())) {
      say("ready %.1f s after its start".formatted(seconds(start)));
      Memory full = Memory.of(process);
      say(row("heap", full.heapBytes(), empty.heapBytes()));
      say(row("PSS", full.pssBytes(), empty.pssBytes()));
    }
    say("load average at the end " + RunOptions.loadAverage());
    return 0;
  }

  private void fill(StateServiceProcess process, TestStores stores) {
    ManagedChannel channel =
        Channels.open(process.port(), stores.identity("api-gateway", "quarterdeck:api-gateway"));
    try {
      KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
      for (int first = 0; first < keys; first += TXN_KEYS) {
        TxnRequest.Builder txn = TxnRequest.newBuilder();
        for (int number = first; number < Math.min(keys, first + TXN_KEYS); number++) {
          txn.addSuccess(RequestOp.newBuilder().setRequestPut(put(number)));
        }
        var unused = kv.txn(txn.build());
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private PutRequest put(long number) {
    ByteString value = BenchObjects.value(number, valueBytes);
    return PutRequest.newBuilder().setKey(BenchObjects.key(PREFIX, number)).setValue(value).build();
  }

  private String row(String what, long full, long empty) {
    return "%s %d MiB, %d bytes for each key".formatted(what, full >> 20, (full - empty) / keys);
  }

  private static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
  }

  private void say(String line) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
