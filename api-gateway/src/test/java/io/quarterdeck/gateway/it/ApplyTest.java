package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.MERGE_PATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who owns which fields, and what applying makes of it. */
@ExtendWith(SharedGateway.class)
class ApplyTest {
  private static final String APPLY = "application/apply-patch+yaml";

  private final Api api;
  private final String maps;
  private final String deployments;

  ApplyTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps/");
    this.deployments = api.in("apps/v1", "deployments/");
  }

  private RequestSpecification request(String contentType, String body) {
    return api.admin()
        .header("User-Agent", "tester/1.0 (linux)")
        .contentType(contentType)
        .body(Api.bytes(body));
  }

  private ValidatableResponse apply(String manager, String path, String yaml) {
    return request(APPLY, yaml).queryParam("fieldManager", manager).patch(path).then();
  }

  private ValidatableResponse force(String manager, String path, String yaml) {
    return request(APPLY, yaml)
        .queryParam("fieldManager", manager)
        .queryParam("force", true)
        .patch(path)
        .then();
  }

  private static String map(String name, String data) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
    data: %s
    """
        .formatted(name, data);
  }

  private static String deployment(String name, String spec) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: %s
    spec:
      selector: {matchLabels: {app: a}}
      template:
        metadata: {labels: {app: a}}
        spec:
          containers: [{name: c, image: i, ports: [{containerPort: 80}]}]
      %s
    """
        .formatted(name, spec);
  }

  private List<Map<String, Object>> owners(String path) {
    return api.admin().get(path).then().statusCode(200).extract().path("metadata.managedFields");
  }

  @Test
  void createsChangesAndRemovesWhatIsApplied() {
    apply("a", maps + "life", map("life", "{x: '1', z: '1'}"))
        .statusCode(201)
        .body("metadata.managedFields", hasSize(1))
        .body("metadata.managedFields[0].manager", equalTo("a"))
        .body("metadata.managedFields[0].operation", equalTo("Apply"))
        .body(
            "metadata.managedFields[0].fieldsV1.'f:data'.keySet()", equalTo(Set.of("f:x", "f:z")));

    apply("a", maps + "life", map("life", "{z: '2'}"))
        .statusCode(200)
        .body("data", equalTo(Map.of("z", "2")));
  }

  @Test
  void writesNothingWhereNothingChanges() {
    String version =
        apply("a", maps + "same", map("same", "{x: '1'}"))
            .extract()
            .path("metadata.resourceVersion");
    apply("a", maps + "same", map("same", "{x: '1'}"))
        .statusCode(200)
        .body("metadata.resourceVersion", equalTo(version));
  }

  @Test
  void namesManagerAndFieldOfEachConflict() {
    apply("a", deployments + "quarrel", deployment("quarrel", "replicas: 1")).statusCode(201);
    request(MERGE_PATCH, "{\"spec\":{\"replicas\":4}}")
        .queryParam("fieldManager", "scaler")
        .patch(deployments + "quarrel")
        .then()
        .statusCode(200);

    apply("a", deployments + "quarrel", deployment("quarrel", "replicas: 1"))
        .statusCode(409)
        .body("reason", equalTo("Conflict"))
        .body(
            "message",
            equalTo(
                "Apply failed with 1 conflict: conflict with \"scaler\" using apps/v1:"
                    + " .spec.replicas"))
        .body("details.causes[0].reason", equalTo("FieldManagerConflict"))
        .body("details.causes[0].message", equalTo("conflict with \"scaler\" using apps/v1"))
        .body("details.causes[0].field", equalTo(".spec.replicas"));

    force("a", deployments + "quarrel", deployment("quarrel", "replicas: 1"))
        .statusCode(200)
        .body("spec.replicas", equalTo(1))
        .body("metadata.managedFields.manager", not(hasItem("scaler")));
  }

  @Test
  void tellsWritersBySubresource() {
    apply("a", deployments + "parts", deployment("parts", "replicas: 1")).statusCode(201);
    request(MERGE_PATCH, "{\"spec\":{\"replicas\":2}}")
        .patch(deployments + "parts/scale")
        .then()
        .statusCode(200);
    request(
            MERGE_PATCH,
            "{\"status\":{\"replicas\":2},\"metadata\":{\"labels\":{\"ignored\":\"x\"}}}")
        .patch(deployments + "parts/status")
        .then()
        .statusCode(200);

    List<Map<String, Object>> owners = owners(deployments + "parts");
    assertThat(owners).extracting(each -> each.get("subresource")).contains("scale", "status");
    assertThat(owners)
        .filteredOn(each -> "status".equals(each.get("subresource")))
        .extracting(each -> each.get("fieldsV1"))
        .containsExactly(Map.of("f:status", Map.of("f:replicas", Map.of())));
    apply("a", deployments + "parts", deployment("parts", "replicas: 1"))
        .statusCode(409)
        .body(
            "message",
            equalTo(
                "Apply failed with 1 conflict: conflict with \"tester\" with subresource \"scale\""
                    + " using apps/v1: .spec.replicas"));
  }

  @Test
  void appliesToSubresources() {
    apply("a", deployments + "applied-parts", deployment("applied-parts", "replicas: 1"))
        .statusCode(201);
    String scale =
        "{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: applied-parts}, spec:"
            + " {replicas: 3}}";
    apply("hpa", deployments + "applied-parts/scale", scale)
        .statusCode(409)
        .body("message", containsString("conflict with \"a\": .spec.replicas"));
    force("hpa", deployments + "applied-parts/scale", scale)
        .statusCode(200)
        .body("kind", equalTo("Scale"))
        .body("spec.replicas", equalTo(3));
    apply(
            "status-writer",
            deployments + "applied-parts/status",
            "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 9}, status: {replicas: 3}}")
        .statusCode(200)
        .body("spec.replicas", equalTo(3))
        .body("status.replicas", equalTo(3));
    apply("x", deployments + "nowhere/status", "{apiVersion: apps/v1, kind: Deployment}")
        .statusCode(404);
  }

  @Test
  void keepsAccountOfOrdinaryWrites() {
    request("application/json", "{\"metadata\":{\"name\":\"plain\"},\"data\":{\"x\":\"1\"}}")
        .post(maps)
        .then()
        .statusCode(201)
        .body("metadata.managedFields[0].manager", equalTo("tester"))
        .body("metadata.managedFields[0].operation", equalTo("Update"));

    request(MERGE_PATCH, "{\"metadata\":{\"managedFields\":[{}]}}")
        .patch(maps + "plain")
        .then()
        .statusCode(200)
        .body("metadata.managedFields", nullValue());
    apply("a", maps + "plain", map("plain", "{x: '2'}"))
        .statusCode(409)
        .body("message", containsString("conflict with \"before-first-apply\" using v1: .data.x"));
  }

  @Test
  void takesOverWhatKubectlAppliedByItself() {
    String last =
        "{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"ConfigMap\\\",\\\"data\\\":{\\\"x\\\":\\\"1\\\"}}";
    request(
            "application/json",
            "{\"metadata\":{\"name\":\"old\",\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\""
                + last
                + "\"}},\"data\":{\"x\":\"1\"}}")
        .queryParam("fieldManager", "kubectl-client-side-apply")
        .post(maps)
        .then()
        .statusCode(201);

    apply("somebody", maps + "old", map("old", "{x: '2'}")).statusCode(409);
    apply("kubectl", maps + "old", map("old", "{x: '2'}"))
        .statusCode(200)
        .body("data.x", equalTo("2"))
        .body(
            "metadata.annotations.'kubectl.kubernetes.io/last-applied-configuration'",
            containsString("\"x\":\"2\""));
  }

  @Test
  void storesNothingInADryRun() {
    request(APPLY, map("dry", "{x: '1'}"))
        .queryParam("fieldManager", "a")
        .queryParam("dryRun", "All")
        .patch(maps + "dry")
        .then()
        .statusCode(201)
        .body("metadata.managedFields[0].manager", equalTo("a"));
    api.admin().get(maps + "dry").then().statusCode(404);
  }

  @Test
  void refusesWhatCannotBeApplied() {
    request(APPLY, map("wrong", "{}"))
        .patch(maps + "wrong")
        .then()
        .statusCode(422)
        .body(
            "message",
            equalTo(
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is"
                    + " required for apply patch"));
    request(MERGE_PATCH, "{}")
        .queryParam("force", true)
        .patch(maps + "wrong")
        .then()
        .statusCode(422)
        .body(
            "message",
            containsString("force: Forbidden: may not be specified for non-apply patch"));
    request(APPLY, map("wrong", "{}"))
        .queryParam("fieldManager", "x".repeat(129))
        .patch(maps + "wrong")
        .then()
        .statusCode(422)
        .body("message", containsString("may not be more than 128 bytes"));
    request("application/apply-patch+cbor", "x")
        .queryParam("fieldManager", "a")
        .patch(maps + "wrong")
        .then()
        .statusCode(415);
    apply("a", maps + "wrong", map("wrong", "{}") + "unknown: 1\n")
        .statusCode(400)
        .body(
            "message",
            equalTo(
                "failed to create typed patch object (/wrong; /v1, Kind=ConfigMap): .unknown: field"
                    + " not declared in schema"));
    apply("a", maps + "wrong", map("wrong", "{}").replace("ConfigMap", "Secret"))
        .statusCode(400)
        .body("message", equalTo("invalid object type: /v1, Kind=Secret"));
    apply("a", maps + "wrong", map("other", "{}")).statusCode(400);
    apply(
            "a",
            maps + "wrong",
            map("wrong", "{}").replace("name: wrong", "name: wrong\n  managedFields: [{}]"))
        .statusCode(400);
    apply("a", maps + "wrong", map("wrong", "{}").replace("name: wrong", "name: wrong\n  uid: abc"))
        .statusCode(409);
  }

  @Test
  void ownsWhatASecretIsGivenInPlainText() {
    apply(
            "a",
            api.core("secrets/plain"),
            "{apiVersion: v1, kind: Secret, metadata: {name: plain}, stringData: {p: hello}}")
        .statusCode(201)
        .body("data.p", equalTo("aGVsbG8="))
        .body("metadata.managedFields[0].fieldsV1.'f:data'", equalTo(Map.of("f:p", Map.of())));
  }
}
