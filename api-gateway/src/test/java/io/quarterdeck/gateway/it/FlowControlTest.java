package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.oneOf;

import io.quarterdeck.testkit.Await;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Priority levels that a user sets up, and those that every cluster has. */
@ExtendWith(SharedGateway.class)
class FlowControlTest {
  private static final String GROUP = "/apis/flowcontrol.apiserver.k8s.io/v1/";
  private static final String SCHEMAS = GROUP + "flowschemas";
  private static final String LEVELS = GROUP + "prioritylevelconfigurations";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Api api;

  FlowControlTest(Api api) {
    this.api = api;
  }

  @AfterEach
  void remove() {
    api.admin().delete(SCHEMAS + "/jail").then().statusCode(oneOf(200, 404));
    api.admin().delete(LEVELS + "/jail").then().statusCode(oneOf(200, 404));
  }

  @Test
  void refusesWhatALevelHasNoSeatsFor() {
    String level =
        api.create(
                LEVELS,
                """
                {"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"PriorityLevelConfiguration",
                 "metadata":{"name":"jail"},
                 "spec":{"type":"Limited","limited":{"nominalConcurrencyShares":0,
                  "borrowingLimitPercent":0,"limitResponse":{"type":"Reject"}}}}""")
            .extract()
            .path("metadata.uid");
    api.create(
        SCHEMAS,
        """
        {"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"FlowSchema",
         "metadata":{"name":"jail"},
         "spec":{"priorityLevelConfiguration":{"name":"jail"},"matchingPrecedence":50,
          "rules":[{"subjects":[{"kind":"User","user":{"name":"nobody"}}],
           "nonResourceRules":[{"verbs":["get"],"nonResourceURLs":["/api","/apis/*"]}]}]}}""");

    Await.until("requests are refused", PATIENCE, () -> asNobody("/api") == 429);
    api.with(RunningGateway.NOBODYS_TOKEN)
        .get("/api")
        .then()
        .header("Retry-After", "1")
        .spec(status(429, "TooManyRequests", "Too many requests, please try again later."));
    api.with(RunningGateway.NOBODYS_TOKEN).get("/version").then().statusCode(200);
    api.admin().get("/api").then().statusCode(200);
    api.admin()
        .get("/metrics")
        .then()
        .body(
            containsString(
                "apiserver_flowcontrol_rejected_requests_total{flow_schema=\"jail\","
                    + "priority_level=\"jail\",reason=\"concurrency-limit\""));
    api.patch(
            Api.MERGE_PATCH,
            LEVELS + "/jail",
            "{\"spec\":{\"limited\":{\"nominalConcurrencyShares\":5}}}")
        .statusCode(200);
    Await.until("they are let in again", PATIENCE, () -> asNobody("/api") == 200);
    api.with(RunningGateway.NOBODYS_TOKEN)
        .get("/api")
        .then()
        .header("X-Kubernetes-PF-PriorityLevel-UID", equalTo(level));
    api.admin()
        .get(SCHEMAS)
        .then()
        .body("items.metadata.name", hasItems("exempt", "system-nodes", "global-default"));
  }

  @Test
  void levelsThatNeedLittleLendTheirSeats() {
    Await.until(
        "seats are divided anew",
        PATIENCE,
        () -> seats("current", "catch-all") > seats("nominal", "catch-all"));
    assertThat(seats("current", "workload-low"))
        .isBetween(seats("lower", "workload-low"), seats("nominal", "workload-low") - 1);
    assertThat(seats("upper", "workload-low")).isGreaterThan(seats("nominal", "workload-low"));
  }

  private double seats(String limit, String level) {
    String figure =
        "apiserver_flowcontrol_%s_limit_seats{priority_level=\"%s\"".formatted(limit, level);
    return api.admin()
        .get("/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(figure))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsOfASchemaWhoseLevelIsMissing() {
    api.create(
        SCHEMAS,
        """
        {"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"FlowSchema",
         "metadata":{"name":"jail"},"spec":{"priorityLevelConfiguration":{"name":"jail"}}}""");
    Await.until("it dangles", PATIENCE, () -> dangling().equals("True NotFound"));
    api.create(
        LEVELS,
        """
        {"apiVersion":"flowcontrol.apiserver.k8s.io/v1","kind":"PriorityLevelConfiguration",
         "metadata":{"name":"jail"},"spec":{"type":"Limited",
          "limited":{"nominalConcurrencyShares":5,"limitResponse":{"type":"Reject"}}}}""");
    Await.until("it no longer does", PATIENCE, () -> dangling().equals("False Found"));
  }

  private String dangling() {
    JsonPath schema = api.admin().get(SCHEMAS + "/jail").jsonPath();
    String condition = "status.conditions.find { it.type == 'Dangling' }.";
    return schema.getString(condition + "status") + " " + schema.getString(condition + "reason");
  }

  private int asNobody(String path) {
    return api.with(RunningGateway.NOBODYS_TOKEN).get(path).statusCode();
  }
}
