package io.quarterdeck.state.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;

/** A real etcd and this service, side by side for the tests of one class. */
final class TwoServers implements AutoCloseable {
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

  private final EtcdProcess etcd;
  private final StateProcess ours;
  private final ManagedChannel toEtcd;
  private final ManagedChannel toOurs;

  private TwoServers(EtcdProcess etcd, StateProcess ours) {
    this.etcd = etcd;
    this.ours = ours;
    this.toEtcd = etcd.channel();
    this.toOurs = ours.gateway();
  }

  static TwoServers start(TestStores stores) throws IOException {
    Assumptions.assumeTrue(installed("etcd"), "etcd is not installed (Debian: etcd-server)");
    EtcdProcess etcd =
        EtcdProcess.start(Files.createTempDirectory(stores.folder(), "etcd"), PROGRESS_INTERVAL);
    Map<String, String> settings =
        Map.of(
            "quarterdeck.state.request-size-max",
            "1572864",
            "quarterdeck.state.watch-progress-interval",
            PROGRESS_INTERVAL.toString());
    return new TwoServers(etcd, StateProcess.start(stores, settings));
  }

  static boolean installed(String command) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, command)));
  }

  StateProcess process() {
    return ours;
  }

  ManagedChannel etcd() {
    return toEtcd;
  }

  ManagedChannel ours() {
    return toOurs;
  }

  /** The same conversation with both: the same answers, every field. */
  void compare(Consumer<Transcript> conversation) {
    Transcript theirs = new Transcript(toEtcd);
    conversation.accept(theirs);
    Transcript own = new Transcript(toOurs);
    conversation.accept(own);
    assertThat(theirs.lines()).isNotEmpty();
    assertThat(own.lines()).isEqualTo(theirs.lines());
  }

  @Override
  public void close() {
    toEtcd.shutdownNow();
    toOurs.shutdownNow();
    ours.close();
    etcd.close();
  }
}
