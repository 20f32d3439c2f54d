package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.WatchCreateRequest;
import io.quarterdeck.state.it.RandomCalls.Call;
import io.quarterdeck.state.testing.Shrinker;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random conversations, alike with a real etcd and with this service. {@code
 * -Dquarterdeck.test.seed=<n>} holds another one; a failure is reported as the shortest
 * conversation that still differs.
 */
@ExtendWith(TestStores.class)
class RandomContractTest {
  private static final int CALLS = 400;
  private static final int WATCHED_CALLS = 200;
  private static final int CLIENTS = 4;
  private static final int CALLS_EACH = 60;

  private static TwoServers servers;

  @BeforeAll
  static void start(TestStores stores) throws IOException {
    servers = TwoServers.start(stores);
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  static List<Long> seeds() {
    Long chosen = Long.getLong("quarterdeck.test.seed");
    return chosen == null ? List.of(1L, 2L, 3L, 5011L) : List.of(chosen);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answersAlike(long seed) {
    System.err.println("seed " + seed);
    assertAlike(seed, new RandomCalls(seed).some(CALLS));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void watchesAreSentTheSameEvents(long seed) {
    System.err.println("seed " + seed);
    assertAlike(seed, new RandomCalls(seed).watched(WATCHED_CALLS));
  }

  private static void assertAlike(long seed, List<Call> calls) {
    if (!alike(calls)) {
      List<Call> shortest = Shrinker.shrink(calls, some -> !alike(some));
      fail(
          "seed %d, etcd and ours, shortest conversation that differs:%n%s%n%n%s",
          seed,
          String.join("\n", transcript(servers.etcd(), shortest)),
          String.join("\n", transcript(servers.ours(), shortest)));
    }
  }

  /**
   * What concurrent clients were answered is what one client is answered who sends the same in the
   * order of revisions, and a watch is sent the same events.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void concurrentClientsAreServedInSomeOrder(long seed) throws InterruptedException {
    System.err.println("seed " + seed);
    clean(servers.ours());
    Transcript concurrent = new Transcript(servers.ours());
    List<ConcurrentClients.Answered> answered;
    try (RandomWatches watches = new RandomWatches(concurrent)) {
      watches.create(RandomWatches.everything());
      answered = ConcurrentClients.run(concurrent, seed, CLIENTS, CALLS_EACH);
      watches.finish();
    }
    clean(servers.etcd());
    Transcript inOrder = new Transcript(servers.etcd());
    List<String> expected = new ArrayList<>();
    try (RandomWatches watches = new RandomWatches(inOrder)) {
      watches.create(RandomWatches.everything());
      for (ConcurrentClients.Answered each : answered) {
        Message request = each.call().at(inOrder::revision);
        expected.add(text(each.call()) + ": " + inOrder.outcome(() -> inOrder.send(request)));
      }
      watches.finish();
    }
    assertThat(answered.stream().map(it -> text(it.call()) + ": " + it.outcome()).toList())
        .as("seed %d", seed)
        .isEqualTo(expected);
    assertThat(concurrent.lines()).as("watched, seed %d", seed).isEqualTo(inOrder.lines());
  }

  private static boolean alike(List<Call> calls) {
    return transcript(servers.etcd(), calls).equals(transcript(servers.ours(), calls));
  }

  private static List<String> transcript(ManagedChannel channel, List<Call> calls) {
    clean(channel);
    Transcript transcript = new Transcript(channel);
    try (RandomWatches watches = new RandomWatches(transcript)) {
      for (Call call : calls) {
        Message request = call.at(transcript::revision);
        if (request instanceof WatchCreateRequest watch) {
          watches.create(watch);
        } else {
          transcript.add(
              text(call),
              () -> {
                Message answer = transcript.send(request);
                watches.succeeded(request);
                return answer;
              });
        }
      }
      watches.finish();
    }
    return transcript.lines();
  }

  private static String text(Call call) {
    return TextFormat.printer().emittingSingleLine(true).printToString(call.at(it -> it));
  }

  /** Both begin with nothing but their past revisions. */
  private static void clean(ManagedChannel channel) {
    Transcript cleaning = new Transcript(channel);
    cleaning.send(Calls.delete("\0").setRangeEnd(Calls.utf8("\0")).build());
    for (long id = 1; id <= RandomCalls.LEASES; id++) {
      try {
        cleaning.send(LeaseRevokeRequest.newBuilder().setID(id).build());
      } catch (StatusRuntimeException e) {
        // It was not there.
      }
    }
  }
}
