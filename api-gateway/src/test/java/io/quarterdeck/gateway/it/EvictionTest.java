package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.status;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Evictions, with budgets and without. */
@ExtendWith(SharedGateway.class)
class EvictionTest {
  private final Api api;
  private final String pods;

  EvictionTest(Api api) {
    this.api = api;
    this.pods = api.core("pods");
  }

  private void bind(String pod) {
    api.create(
        pods + "/" + pod + "/binding",
        """
        {"apiVersion":"v1","kind":"Binding","metadata":{"name":"%s"},
         "target":{"kind":"Node","name":"n1"}}"""
            .formatted(pod));
  }

  private ValidatableResponse evict(String pod, String name, String options) {
    return api.admin()
        .body(
            """
            {"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"%s"},"deleteOptions":%s}"""
                .formatted(name, options))
        .post(pods + "/" + pod + "/eviction")
        .then();
  }

  @Test
  void evictsAPodThatIsMeant() {
    api.create(pods, Api.pod("evicted"));
    bind("evicted");
    evict("evicted", "other", "{}")
        .spec(status(400, "BadRequest", "name in URL does not match name in Eviction object"));
    evict("evicted", "evicted", "{\"preconditions\":{\"uid\":\"another\"}}").statusCode(409);
    evict("evicted", "evicted", "{\"dryRun\":[\"All\"]}").statusCode(201);
    api.admin().get(pods + "/evicted").then().body("metadata.deletionTimestamp", nullValue());

    evict("evicted", "evicted", "{\"gracePeriodSeconds\":7}")
        .statusCode(201)
        .body("status", equalTo("Success"));
    api.admin()
        .get(pods + "/evicted")
        .then()
        .body("metadata.deletionGracePeriodSeconds", equalTo(7))
        .body(
            "status.conditions.find { it.type == 'DisruptionTarget' }.reason",
            equalTo("EvictionByEvictionAPI"));
    evict("absent", "absent", "{}").statusCode(404);
  }

  private void budget(int allowed) {
    api.patch(
            Api.MERGE_PATCH,
            api.in("policy/v1", "poddisruptionbudgets/guard/status"),
            """
            {"status":{"observedGeneration":1,"disruptionsAllowed":%d,"currentHealthy":%d,
             "desiredHealthy":2,"expectedPods":3}}"""
                .formatted(allowed, 2 + allowed))
        .statusCode(200);
  }

  @Test
  void evictsNoPodThatItsBudgetKeeps() {
    api.create(
        api.in("policy/v1", "poddisruptionbudgets"),
        """
        {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"guard"},
         "spec":{"minAvailable":2,"selector":{"matchLabels":{"guarded":"yes"}}}}""");
    api.create(
        pods,
        Api.pod("guarded").replace("{\"name\"", "{\"labels\":{\"guarded\":\"yes\"},\"name\""));
    bind("guarded");
    api.patch(
            Api.MERGE_PATCH,
            pods + "/guarded/status",
            """
            {"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}""")
        .statusCode(200);
    budget(0);
    for (String options : List.of("{}", "{\"dryRun\":[\"All\"]}")) {
      evict("guarded", "guarded", options)
          .spec(
              status(
                  429,
                  "TooManyRequests",
                  "Cannot evict pod as it would violate the pod's disruption budget."))
          .header("Retry-After", nullValue())
          .body("details.causes[0].reason", equalTo("DisruptionBudget"))
          .body(
              "details.causes[0].message",
              equalTo("The disruption budget guard needs 2 healthy pods and has 2 currently"));
    }

    budget(1);
    evict("guarded", "guarded", "{\"dryRun\":[\"All\"]}").statusCode(201);
    budgetStatus().body("status.disruptionsAllowed", equalTo(1));
    evict("guarded", "guarded", "{}").statusCode(201).body("status", equalTo("Success"));
    budgetStatus()
        .body("status.disruptionsAllowed", equalTo(0))
        .body("status.disruptedPods.guarded", notNullValue());
    api.admin().get(pods + "/guarded").then().body("metadata.deletionTimestamp", notNullValue());
  }

  private ValidatableResponse budgetStatus() {
    return api.admin().get(api.in("policy/v1", "poddisruptionbudgets/guard")).then();
  }
}
