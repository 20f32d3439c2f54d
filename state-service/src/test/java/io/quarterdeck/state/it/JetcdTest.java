package io.quarterdeck.state.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.grpc.netty.GrpcSslContexts;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Java client of etcd, as it is. */
@ExtendWith(TestStores.class)
class JetcdTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static StateProcess state;
  private static Client client;

  @BeforeAll
  static void connect(TestStores stores) throws SSLException {
    state = StateProcess.start(stores, Map.of());
    Identity operator = stores.identity("jetcd", "quarterdeck:operator");
    client =
        Client.builder()
            .endpoints("https://127.0.0.1:" + state.port())
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(operator.ca().toFile())
                    .keyManager(operator.certificate().toFile(), operator.key().toFile())
                    .build())
            .build();
  }

  @AfterAll
  static void close() {
    if (client != null) {
      client.close();
    }
    if (state != null) {
      state.close();
    }
  }

  @Test
  void writesReadsAndComparesKeys() {
    KV kv = client.getKVClient();
    get(kv.put(bytes("/jetcd/a"), bytes("1")));
    get(kv.put(bytes("/jetcd/b"), bytes("2")));
    TxnResponse written =
        get(
            kv.txn()
                .If(new Cmp(bytes("/jetcd/a"), Cmp.Op.EQUAL, CmpTarget.value(bytes("1"))))
                .Then(Op.put(bytes("/jetcd/a"), bytes("3"), PutOption.DEFAULT))
                .Else(Op.get(bytes("/jetcd/a"), GetOption.DEFAULT))
                .commit());
    assertThat(written.isSucceeded()).isTrue();
    GetOption all = GetOption.builder().isPrefix(true).build();
    assertThat(get(kv.get(bytes("/jetcd/"), all)).getKvs())
        .extracting(each -> each.getValue().toString(UTF_8))
        .containsExactly("3", "2");
  }

  @Test
  void watchesWhatALeaseTakesAlong() throws InterruptedException {
    BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    WatchOption everything = WatchOption.builder().isPrefix(true).withPrevKV(true).build();
    Watch.Watcher watcher =
        client
            .getWatchClient()
            .watch(bytes("/leased/"), everything, response -> events.addAll(response.getEvents()));
    try {
      long lease = get(client.getLeaseClient().grant(60)).getID();
      get(
          client
              .getKVClient()
              .put(bytes("/leased/a"), bytes("1"), PutOption.builder().withLeaseId(lease).build()));
      assertThat(get(client.getLeaseClient().keepAliveOnce(lease)).getTTL()).isPositive();
      get(client.getLeaseClient().revoke(lease));

      assertThat(List.of(next(events), next(events)))
          .extracting(WatchEvent::getEventType)
          .containsExactly(WatchEvent.EventType.PUT, WatchEvent.EventType.DELETE);
    } finally {
      watcher.close();
    }
  }

  private static WatchEvent next(BlockingQueue<WatchEvent> events) throws InterruptedException {
    WatchEvent event = events.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  private static <T> T get(CompletableFuture<T> answer) {
    return answer.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, UTF_8);
  }
}
