package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarterdeck.etcd.rpc.CompactionRequest;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.gateway.it.RunningGateway.Replica;
import io.quarterdeck.gateway.it.Watch.Event;
import io.quarterdeck.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches from before the window of the gateway's cache, and from before the API's horizon. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest {
  private static final int WRITERS = 10;
  private static final int WRITES_EACH = 210;
  private static final int CHANGES = WRITERS * WRITES_EACH;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Api api;
  private final Client client;
  private final String leases;
  private long before;

  ReplayTest(Api api) {
    this.api = api;
    this.client = Client.admin(api.gateway());
    this.leases = api.in("coordination.k8s.io/v1", "leases");
  }

  /** More events than the window holds. */
  @BeforeAll
  void write() throws Exception {
    before = Long.parseLong(api.revision(leases));
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          IntStream.range(0, WRITERS)
              .<Future<?>>mapToObj(each -> writers.submit(() -> writeMany("lease-" + each)))
              .toList();
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  @AfterAll
  void close() {
    client.close();
  }

  private void writeMany(String name) {
    api.create(leases, lease(name));
    for (int i = 1; i < WRITES_EACH; i++) {
      patch(
          name,
          "{\"metadata\":{\"labels\":{\"half\":\"%s\"}},\"spec\":{\"leaseTransitions\":%d}}"
              .formatted(i < WRITES_EACH / 2 ? "first" : "second", i));
    }
  }

  private void patch(String name, String body) {
    var response = client.send("PATCH", leases + "/" + name, Api.MERGE_PATCH, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static String lease(String name) {
    return """
    {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"%s"},
     "spec":{"leaseTransitions":0}}"""
        .formatted(name);
  }

  private String watch(String more) {
    return leases + "?watch=1&resourceVersion=" + before + more;
  }

  @Test
  @Order(1)
  void replaysHistoryAndGoesOnLive() throws IOException {
    try (Watch watch = client.watch(watch(""))) {
      List<Event> events = watch.take(CHANGES);
      patch("lease-0", "{\"spec\":{\"leaseTransitions\":1000}}");
      Event live = watch.take(1).getFirst();

      assertThat(events).extracting(Event::revision).isSorted().doesNotHaveDuplicates();
      assertThat(events).filteredOn(event -> event.type().equals("ADDED")).hasSize(WRITERS);
      assertThat(live.summary()).isEqualTo("MODIFIED lease-0");
      assertThat(live.object().at("/spec/leaseTransitions").asInt()).isEqualTo(1000);
    }
  }

  @Test
  @Order(2)
  void joinsWhileOthersWrite() throws Exception {
    int more = 300;
    try (Watch watch = client.watch(watch("&fieldSelector=metadata.name=lease-1"));
        ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> done =
          writer.submit(
              () -> {
                for (int i = 0; i < more; i++) {
                  patch("lease-1", "{\"spec\":{\"leaseTransitions\":%d}}".formatted(2000 + i));
                }
              });
      List<Event> events = watch.take(WRITES_EACH + more);
      done.get();

      assertThat(events).extracting(Event::revision).isSorted().doesNotHaveDuplicates();
      assertThat(events.getLast().object().at("/spec/leaseTransitions").asInt())
          .isEqualTo(2000 + more - 1);
    }
  }

  @Test
  @Order(3)
  void showsWhatLeavesASelectorAsDeletedWithItsLastState() throws IOException {
    try (Watch watch =
        client.watch(watch("&labelSelector=half=first&fieldSelector=metadata.name=lease-2"))) {
      List<Event> events = watch.take(WRITES_EACH / 2);

      assertThat(events.getFirst().type()).isEqualTo("ADDED");
      Event last = events.getLast();
      assertThat(last.summary()).isEqualTo("DELETED lease-2");
      assertThat(last.object().at("/metadata/labels/half").asText()).isEqualTo("first");
      assertThat(last.object().at("/spec/leaseTransitions").asInt()).isEqualTo(WRITES_EACH / 2 - 1);
      assertThat(last.revision()).isGreaterThan(events.get(events.size() - 2).revision());
    }
  }

  @Test
  @Order(4)
  void sendsBookmarksOnceItHasCaughtUp() throws IOException {
    try (Watch watch =
        client.watch(
            "/apis/coordination.k8s.io/v1/namespaces/nobody-is-here/leases?watch=1"
                + "&allowWatchBookmarks=true&resourceVersion="
                + before)) {
      Event bookmark = watch.next().orElseThrow();

      assertThat(bookmark.type()).isEqualTo("BOOKMARK");
      assertThat(bookmark.revision()).isGreaterThanOrEqualTo(before + CHANGES);
    }
  }

  /** Last, because nothing from before can be asked for afterwards. */
  @Test
  @Order(5)
  void refusesWhatIsCompacted() throws IOException {
    String token = api.admin().get(leases + "?limit=4").then().extract().path("metadata.continue");
    patch("lease-0", "{\"spec\":{\"leaseTransitions\":2000}}");
    compact(Long.parseLong(api.revision(leases)));

    assertExpired();
    String further =
        api.admin()
            .queryParams("limit", 4, "continue", token)
            .get(leases)
            .then()
            .statusCode(410)
            .body("reason", equalTo("Expired"))
            .body("message", startsWith("The provided continue parameter is too old to display a"))
            .extract()
            .path("metadata.continue");
    api.admin()
        .queryParams("limit", 4, "continue", further)
        .get(leases)
        .then()
        .statusCode(200)
        .body("items.metadata.name", contains("lease-4", "lease-5", "lease-6", "lease-7"));
  }

  private void compact(long revision) {
    var channel = api.gateway().state("quarterdeck:operator");
    try {
      var unused =
          KVGrpc.newBlockingStub(channel)
              .compact(CompactionRequest.newBuilder().setRevision(revision).build());
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  @Order(6)
  void compactsAtAnIntervalTakenInTurns() throws IOException {
    String version = api.create(leases, lease("latest")).extract().path("metadata.resourceVersion");
    String setting = "quarterdeck.gateway.compaction-interval";
    try (Replica one = api.gateway().replica(setting, "300ms");
        Replica other = api.gateway().replica(setting, "300ms")) {
      Await.until("it is compacted", PATIENCE, () -> isCompacted(version));

      assertThat(one.role().isAlive()).isTrue();
      assertThat(other.role().isAlive()).isTrue();
    }
  }

  private boolean isCompacted(String version) {
    String list = leases + "?limit=1&resourceVersionMatch=Exact&resourceVersion=" + version;
    return client.get(list).statusCode() == 410;
  }

  private void assertExpired() throws IOException {
    try (Watch watch = client.watch(watch(""))) {
      List<Event> events = watch.rest();

      assertThat(events).extracting(Event::type).containsExactly("ERROR");
      var status = events.getFirst().object();
      assertThat(status.path("code").asInt()).isEqualTo(410);
      assertThat(status.path("reason").asText()).isEqualTo("Expired");
      assertThat(status.path("message").asText())
          .isEqualTo("The resourceVersion for the provided watch is too old.");
    }
  }
}
