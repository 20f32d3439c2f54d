package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.etcd.rpc.KVGrpc.KVBlockingStub;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.stores.Processes;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import io.quarterdeck.testkit.Watchdog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL on a small file system that another file fills up. */
@ExtendWith(TestStores.class)
class DiskFullTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String SIZE = "size=160m";
  private static final int VALUE_CHARACTERS = 100_000;
  private static final int WRITES_MAX = 500;
  private static final int WRITERS = 8;

  private Path mount;
  private PostgresServer postgres;

  @BeforeEach
  void mountSmallDisk(TestStores stores) throws IOException {
    assumeThat(System.getProperty("user.name")).as("mounting takes root").isEqualTo("root");
    mount = Files.createDirectories(stores.folder().resolve("small-disk"));
    Processes.run(
        List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", mount.toString()), mount, "");
    postgres =
        new PostgresServer(
            mount.resolve("postgres"),
            Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("quarterdeck-postgres-" + System.getProperty("user.name")),
            stores.folder().resolve("small-postgres.log"),
            FreePorts.next());
    startPostgres();
  }

  @AfterEach
  void unmount(TestStores stores) {
    if (postgres != null) {
      postgres.stop();
      Processes.run(List.of("umount", "--lazy", mount.toString()), stores.folder(), "");
    }
  }

  @Test
  void writesAreRefusedAndNothingIsLostUntilThereIsSpaceAgain(TestStores stores)
      throws IOException {
    Map<String, String> settings =
        Map.of(
            "quarterdeck.database.url",
            postgres.url(),
            "quarterdeck.database.password-file",
            postgres.passwordFile().toString(),
            "quarterdeck.cluster",
            "small-disk");
    try (StateProcess state = StateProcess.start(stores, settings)) {
      ManagedChannel channel = state.gateway();
      try {
        KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
        Path ballast = fill();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        assertThat(writeUntilRefused(kv, acknowledged))
            .allSatisfy(
                refusal -> {
                  assertThat(refusal.getCode())
                      .isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAVAILABLE);
                  assertThat(refusal.getDescription())
                      .containsAnyOf(
                          "database space exceeded", "no leader", "possibly due to connection");
                });

        Files.delete(ballast);
        startPostgres();
        Await.until("writes work again", TIMEOUT, () -> put(kv, "after", "x") > 0);
        for (String key : acknowledged) {
          assertThat(value(kv, key))
              .as(key)
              .isEqualTo(incompressible(Integer.parseInt(key.substring(key.lastIndexOf('/') + 1))));
        }
      } finally {
        channel.shutdownNow();
      }
    }
  }

  /** How each of several writers was refused. */
  private static List<Status> writeUntilRefused(KVBlockingStub kv, Set<String> acknowledged) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, WRITERS)
          .mapToObj(
              writer ->
                  CompletableFuture.supplyAsync(
                      () -> writeUntilRefused(kv, "/full/" + writer + "/", acknowledged), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static Status writeUntilRefused(
      KVBlockingStub kv, String prefix, Set<String> acknowledged) {
    for (int i = 0; i < WRITES_MAX; i++) {
      String key = prefix + i;
      try {
        put(kv, key, incompressible(i));
        acknowledged.add(key);
      } catch (StatusRuntimeException e) {
        return e.getStatus();
      }
    }
    throw new AssertionError("the disk was never full");
  }

  /** What repeats itself would hardly take space. */
  private static String incompressible(int seed) {
    return new Random(seed)
        .ints(VALUE_CHARACTERS, ' ', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String value(KVBlockingStub kv, String key) {
    return kv.range(Calls.range(key).build()).getKvs(0).getValue().toStringUtf8();
  }

  private static long put(KVBlockingStub kv, String key, String value) {
    return kv.withDeadlineAfter(20, TimeUnit.SECONDS)
        .put(Calls.put(key, value).build())
        .getHeader()
        .getRevision();
  }

  /** Takes what is left of the disk, but for what a few writes need. */
  private Path fill() throws IOException {
    Path ballast = mount.resolve("ballast");
    long left = Files.getFileStore(mount).getUsableSpace() - (4 << 20);
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (long written = 0; written < left; written += block.length) {
        out.write(block);
      }
    }
    return ballast;
  }

  /** Nothing starts it again in a test: without space for its log it may have ended. */
  private void startPostgres() {
    postgres.start(TIMEOUT);
    Watchdog.killAtEnd(postgres.pid().orElseThrow());
  }
}
