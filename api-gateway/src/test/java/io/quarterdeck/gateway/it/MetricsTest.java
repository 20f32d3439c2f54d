package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus reads through the API. */
@ExtendWith(SharedGateway.class)
class MetricsTest {
  private final Api api;

  MetricsTest(Api api) {
    this.api = api;
  }

  @Test
  void countsAndTimesRequests() {
    String map = "/apis/coordination.k8s.io/v1/namespaces/" + api.namespace() + "/leases/absent";
    api.admin().get(map).then().statusCode(404);
    List<String> labels =
        List.of(
            "component=\"apiserver\"",
            "dry_run=\"\"",
            "group=\"coordination.k8s.io\"",
            "resource=\"leases\"",
            "scope=\"resource\"",
            "subresource=\"\"",
            "verb=\"GET\"",
            "version=\"v1\"");
    // Other tests ask the same gateway.
    List<String> before = scrape();
    api.admin().get(map).then().statusCode(404);
    List<String> lines = scrape();
    for (List<String> each :
        List.of(
            List.of("apiserver_request_total{", "code=\"404\""),
            List.of("apiserver_request_duration_seconds_count{", ""),
            List.of("apiserver_request_duration_seconds_bucket{", "le=\"60.0\""))) {
      assertThat(one(lines, each.get(0), each.get(1), labels))
          .isEqualTo(one(before, each.get(0), each.get(1), labels) + 1);
    }
    assertThat(lines.stream().filter(each -> each.contains("leases")))
        .as("buckets of Kubernetes")
        .anyMatch(each -> each.contains("le=\"0.005\""))
        .anyMatch(each -> each.startsWith("apiserver_response_sizes_bucket"));
  }

  @Test
  void countsWatchesWhileTheyLast() {
    String maps = api.core("configmaps");
    try (Client client = Client.admin(api.gateway())) {
      Watch watch = client.watch(maps + "?watch=1&resourceVersion=" + api.revision(maps));
      api.create(maps, configMap("seen", "1"));
      watch.next();
      List<String> ofMaps = List.of("resource=\"configmaps\"", "verb=\"WATCH\"");
      List<String> lines = scrape();
      assertThat(one(lines, "apiserver_longrunning_requests{", "scope=\"namespace\"", ofMaps))
          .isGreaterThanOrEqualTo(1);
      assertThat(one(lines, "apiserver_watch_events_total{", "kind=\"ConfigMap\"", List.of()))
          .isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void makesNoSeriesOfWhatIsNotServed() {
    api.admin().get("/apis/made.up/v1/inventions/x").then().statusCode(404);
    assertThat(scrape()).noneMatch(each -> each.contains("inventions"));
  }

  @Test
  void tellsOfTheStoreAndTheProcess() {
    api.create(api.core("configmaps"), configMap("counted", "1"));
    // A fresh list waits for the cache.
    api.revision(api.core("configmaps"));
    List<String> ofMaps = List.of("resource=\"configmaps\"");
    assertThat(one(scrape(), "apiserver_storage_objects{", "", ofMaps)).isGreaterThanOrEqualTo(1);
    assertThat(scrape())
        .anyMatch(each -> each.startsWith("process_cpu_seconds_total "))
        .anyMatch(each -> each.startsWith("process_resident_memory_bytes "))
        .anyMatch(each -> each.startsWith("process_start_time_seconds "))
        .anyMatch(each -> each.startsWith("apiserver_current_inflight_requests{request_kind="));
  }

  @Test
  void isNotForEverybody() {
    api.with(RunningGateway.NOBODYS_TOKEN)
        .get("/metrics")
        .then()
        .spec(status(403, "Forbidden", "forbidden: User \"nobody\" cannot get path \"/metrics\""));
    try (Client prometheus =
        new Client(api.gateway(), api.gateway().identity("prometheus", "system:monitoring"))) {
      assertThat(prometheus.get("/metrics").statusCode()).isEqualTo(200);
      assertThat(prometheus.get(api.core("secrets")).statusCode()).isEqualTo(403);
    }
  }

  private List<String> scrape() {
    return api.admin().get("/metrics").then().statusCode(200).extract().asString().lines().toList();
  }

  private static double one(List<String> lines, String begin, String label, List<String> labels) {
    Stream<String> found = lines.stream().filter(each -> each.startsWith(begin));
    List<String> matching =
        found
            .filter(each -> each.contains(label) && labels.stream().allMatch(each::contains))
            .toList();
    assertThat(matching).as("%s with %s and %s", begin, label, labels).hasSize(1);
    return Double.parseDouble(matching.getFirst().split(" ")[1]);
  }
}
