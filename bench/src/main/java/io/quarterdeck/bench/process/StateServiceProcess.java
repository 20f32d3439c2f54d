package io.quarterdeck.bench.process;

import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.Processes;
import io.quarterdeck.stores.RoleFlags;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.RoleProcess;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built state-service on real stores. */
public final class StateServiceProcess implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Duration PUBLISHED_MAX = Duration.ofMinutes(2);
  private static final String LAG = "quarterdeck_state_publication_lag_revisions";

  private final TestStores stores;
  private final RoleProcess role;
  private final int httpPort;
  private final int port;

  private StateServiceProcess(TestStores stores, RoleProcess role, int httpPort, int port) {
    this.stores = stores;
    this.role = role;
    this.httpPort = httpPort;
    this.port = port;
  }

  /** Starts it as the launcher does; further flags come after those. */
  public static StateServiceProcess start(TestStores stores, List<String> jvmFlags) {
    return start(stores, RoleSettings.STATE_HEAP_MEBIBYTES, jvmFlags);
  }

  /** The same with a heap of another size. */
  public static StateServiceProcess start(
      TestStores stores, int heapMebibytes, List<String> jvmFlags) {
    List<Integer> ports = FreePorts.next(2);
    Map<String, String> settings =
        RoleSettings.identity(stores.identity("state-service", "quarterdeck:state-service"));
    settings.put("quarkus.http.port", ports.get(0).toString());
    settings.put("quarterdeck.state.port", ports.get(1).toString());
    settings.put("quarterdeck.database.url", stores.postgres().url());
    settings.put("quarterdeck.database.username", stores.postgres().username());
    settings.put("quarterdeck.database.password-file", stores.postgres().passwordFile().toString());
    settings.put("quarterdeck.kafka.bootstrap-servers", stores.kafka().bootstrapServers());
    List<String> flags = new ArrayList<>(RoleFlags.of(heapMebibytes, true));
    flags.addAll(jvmFlags);
    RoleProcess role = new RoleProcess("state-service", stores.folder(), settings, flags);
    role.start(READY_MAX);
    return new StateServiceProcess(stores, role, ports.get(0), ports.get(1));
  }

  /** Where it speaks etcd's protocol. */
  public int port() {
    return port;
  }

  public List<ProcessGroup> processes() {
    return List.of(
        new ProcessGroup("state-service", List.of(role.pid())),
        new ProcessGroup("PostgreSQL", List.of(stores.postgres().pid().orElseThrow())),
        new ProcessGroup("Kafka", List.of(stores.kafka().pid().orElseThrow())));
  }

  /** Waits until every revision is published; returns how long it took. */
  public Duration awaitPublished() {
    long start = System.nanoTime();
    Await.until("everything is published", PUBLISHED_MAX, () -> metric(LAG) == 0);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The sum of the metrics whose lines begin so. */
  public long metric(String name) {
    URI uri = URI.create("http://127.0.0.1:" + httpPort + "/q/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<String> lines =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body()
              .lines()
              .filter(line -> line.startsWith(name))
              .toList();
      if (lines.isEmpty()) {
        throw new IllegalStateException("the metrics do not show " + name);
      }
      return (long)
          lines.stream()
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets its JVM give up what nobody holds any more. */
  public void collectGarbage() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Processes.run(List.of(jcmd, Long.toString(role.pid()), "GC.run"), stores.folder(), "");
  }

  @Override
  public void close() {
    role.close();
  }
}
