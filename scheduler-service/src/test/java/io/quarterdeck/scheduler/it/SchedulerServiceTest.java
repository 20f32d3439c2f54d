package io.quarterdeck.scheduler.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarterdeck.testkit.Await;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The service as it starts, from Kafka's topics to bindings. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SchedulerServiceTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PODS = "/api/v1/namespaces/default/pods";

  @ConfigProperty(name = "quarterdeck.api.server")
  String gateway;

  @Test
  void bindsWhatFitsAndTellsWhatDoesNotUntilANodeChanges() {
    putNode("small", 1);
    createPod("fits", 1);
    Await.until("it is bound", SOON, () -> node("fits").equals("small"));

    createPod("large", 2);
    Await.until(
        "the condition is set",
        SOON,
        () -> "False".equals(pod("large").getString("status.conditions[0].status")));
    assertThat(pod("large").getString("status.conditions[0].type")).isEqualTo("PodScheduled");
    assertThat(pod("large").getString("status.conditions[0].reason")).isEqualTo("Unschedulable");
    assertThat(pod("large").getString("status.conditions[0].message"))
        .isEqualTo(
            "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: "
                + "1 Preemption is not helpful for scheduling.");

    putNode("small", 4);
    Await.until("it is bound, too", SOON, () -> node("large").equals("small"));

    given().get("/q/health/live").then().statusCode(200);
    assertThat(given().get("/q/metrics").asString())
        .contains(
            "workqueue_depth{name=\"pods\"",
            "workqueue_adds_total{name=\"pods\"",
            "workqueue_retries_total{name=\"pods\"",
            "workqueue_queue_duration_seconds_count{name=\"pods\"",
            "workqueue_work_duration_seconds_bucket{name=\"pods\"",
            "workqueue_unfinished_work_seconds{name=\"pods\"");
  }

  private void putNode(String name, int cpus) {
    given()
        .baseUri(gateway)
        .body(
            """
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"%s","uid":"%s"},"spec":{},
             "status":{"allocatable":{"cpu":"%d","memory":"1Gi","pods":"10"}}}
            """
                .formatted(name, name, cpus))
        .put("/api/v1/nodes/" + name)
        .then()
        .statusCode(200);
  }

  private void createPod(String name, int cpus) {
    given()
        .baseUri(gateway)
        .body(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s","namespace":"default"},
             "spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"%d"}}}]}}
            """
                .formatted(name, cpus))
        .post(PODS)
        .then()
        .statusCode(200);
  }

  private String node(String pod) {
    String node = pod(pod).getString("spec.nodeName");
    return node == null ? "" : node;
  }

  private JsonPath pod(String name) {
    return given().baseUri(gateway).get(PODS + "/" + name).jsonPath();
  }
}
