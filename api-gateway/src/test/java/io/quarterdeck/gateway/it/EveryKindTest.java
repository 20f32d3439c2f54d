package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for each kind that is served, whatever it is. */
@ExtendWith(SharedGateway.class)
class EveryKindTest {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final String POLICY =
      """
      {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"deny"},
       "spec":{"podSelector":{}}}""";
  private static final String NOT_ENFORCED =
      "299 - \"NetworkPolicies are not enforced yet: all traffic stays allowed\"";

  private final Api api;

  EveryKindTest(Api api) {
    this.api = api;
  }

  @Test
  void canBeListedInEveryForm() {
    for (Kind kind : listed()) {
      String path = kind.type().path("");
      for (String accept : new String[] {Api.JSON, PROTOBUF, TABLE}) {
        int code = api.admin().accept(accept).get(path).statusCode();
        assertThat(code).as("%s as %s", path, accept).isEqualTo(200);
      }
      api.admin()
          .accept(TABLE)
          .get(path)
          .then()
          .body("columnDefinitions.size()", equalTo(kind.columns().list().size()));
    }
  }

  private static List<Kind> listed() {
    return Kinds.builtIn().all().stream().filter(each -> each.verbs().contains("list")).toList();
  }

  @Test
  void tellsHowTheComponentsAre() {
    String components = "/api/v1/componentstatuses";
    String deprecated = "299 - \"v1 ComponentStatus is deprecated in v1.19+\"";
    api.admin()
        .accept(TABLE)
        .get(components)
        .then()
        .statusCode(200)
        .header("Warning", deprecated)
        .body("columnDefinitions.name", equalTo(List.of("Name", "Status", "Message", "Error")))
        .body(
            "rows.find { it.cells[0] == 'etcd-0' }.cells[1..3]",
            equalTo(List.of("Healthy", "ok", "")))
        .body("rows.find { it.cells[0] == 'scheduler' }.cells[1]", equalTo("Unhealthy"));
    api.admin()
        .get(components + "/controller-manager")
        .then()
        .statusCode(200)
        .header("Warning", deprecated)
        .body("kind", equalTo("ComponentStatus"))
        .body("metadata.resourceVersion", nullValue())
        .body("conditions[0].error", startsWith("nobody holds the lease"));
    api.admin()
        .get(components + "?fieldSelector=metadata.name=scheduler")
        .then()
        .body("kind", equalTo("ComponentStatusList"))
        .body("items.metadata.name", equalTo(List.of("scheduler")));
    api.admin().get(components + "/kubelet").then().statusCode(404);
    api.admin()
        .get(components + "?watch=true")
        .then()
        .spec(
            Api.status(
                405,
                "MethodNotAllowed",
                "watch is not supported on resources of kind \"componentstatuses\""));
    api.admin().body("{}").post(components).then().statusCode(405);
    api.admin().delete(components + "/scheduler").then().statusCode(405);
  }

  @Test
  void warnsOfWhatDoesNotActYet() {
    String policies = api.in("networking.k8s.io/v1", "networkpolicies");
    api.create(policies, POLICY).header("Warning", NOT_ENFORCED);
    api.patch(Api.MERGE_PATCH, policies + "/deny", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")
        .statusCode(200)
        .header("Warning", NOT_ENFORCED);
    api.admin().get(policies + "/deny").then().statusCode(200).header("Warning", nullValue());
    api.create(api.core("configmaps"), Api.configMap("plain", "b")).header("Warning", nullValue());
  }

  @Test
  void givesPodsThePriorityOfTheirClass() {
    String classes = "/apis/scheduling.k8s.io/v1/priorityclasses";
    String high =
        """
        {"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"high"},
         "value":7,"preemptionPolicy":"Never"}""";
    api.admin().get(classes + "/system-node-critical").then().body("value", equalTo(2_000_001_000));
    api.create(classes, high);
    String pod =
        Api.pod("important").replace("\"spec\":{", "\"spec\":{\"priorityClassName\":\"high\",");
    api.create(api.core("pods"), pod)
        .body("spec.priority", equalTo(7))
        .body("spec.preemptionPolicy", equalTo("Never"));
    api.patch(Api.MERGE_PATCH, classes + "/high", "{\"globalDefault\":true}").statusCode(200);
    api.create(api.core("pods"), Api.pod("any"))
        .body("spec.priorityClassName", equalTo("high"))
        .body("spec.priority", equalTo(7));
    api.admin()
        .body(
            high.replace("high", "higher").replace("\"value\"", "\"globalDefault\":true,\"value\""))
        .post(classes)
        .then()
        .statusCode(403);
    api.admin().delete(classes + "/high").then().statusCode(200);
    api.admin()
        .body(pod.replace("important", "late"))
        .post(api.core("pods"))
        .then()
        .statusCode(403);
  }

  @Test
  void servesAutoscalersInTwoVersions() {
    String first = api.in("autoscaling/v1", "horizontalpodautoscalers");
    String second = api.in("autoscaling/v2", "horizontalpodautoscalers");
    api.create(
            first,
            """
            {"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},
             "spec":{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"d"}}}""")
        .body("spec.targetCPUUtilizationPercentage", equalTo(80));
    api.admin()
        .get(second + "/h")
        .then()
        .statusCode(200)
        .body("apiVersion", equalTo("autoscaling/v2"))
        .body("spec.metrics[0].resource.target.averageUtilization", equalTo(80));
    api.patch(Api.MERGE_PATCH, first + "/h", "{\"spec\":{\"targetCPUUtilizationPercentage\":50}}")
        .statusCode(200)
        .body("apiVersion", equalTo("autoscaling/v1"));
    api.patch(Api.MERGE_PATCH, second + "/h", "{\"spec\":{\"maxReplicas\":4}}")
        .statusCode(200)
        .body("spec.metrics[0].resource.target.averageUtilization", equalTo(50));
    api.admin()
        .get(first)
        .then()
        .body("items[0].apiVersion", equalTo("autoscaling/v1"))
        .body("items[0].spec.maxReplicas", equalTo(4))
        .body("items[0].spec.targetCPUUtilizationPercentage", equalTo(50));
    api.admin().delete(first + "/h").then().statusCode(200);
    api.admin().get(second + "/h").then().statusCode(404);
  }

  @Test
  void keepsWhoOwnsFieldsInAnotherVersion() {
    String first = api.in("autoscaling/v1", "horizontalpodautoscalers/owned");
    String second = api.in("autoscaling/v2", "horizontalpodautoscalers/owned");
    String spec = "spec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: d}%s}";
    apply("one", first, "autoscaling/v1", spec.formatted(", targetCPUUtilizationPercentage: 50"))
        .statusCode(201);
    String metrics =
        ", metrics: [{type: Resource, resource: {name: cpu, target:"
            + " {type: Utilization, averageUtilization: 80}}}]";
    apply("two", second, "autoscaling/v2", spec.formatted(metrics))
        .statusCode(409)
        .body(
            "message",
            equalTo(
                "Apply failed with 1 conflict: conflict with \"one\":"
                    + " .spec.targetCPUUtilizationPercentage"));
    apply("two", second, "autoscaling/v2", spec.formatted("")).statusCode(200);
    apply("one", second, "autoscaling/v2", "")
        .statusCode(200)
        .body("spec.maxReplicas", equalTo(3))
        .body("metadata.managedFields.manager", equalTo(List.of("two")));
    api.admin().delete(first).then().statusCode(200);
  }

  private ValidatableResponse apply(String manager, String path, String version, String spec) {
    return api.admin()
        .contentType("application/apply-patch+yaml")
        .queryParam("fieldManager", manager)
        .body(
            Api.bytes(
                """
                apiVersion: %s
                kind: HorizontalPodAutoscaler
                metadata: {name: owned}
                %s
                """
                    .formatted(version, spec)))
        .patch(path)
        .then();
  }

  @Test
  void servesEventsOfTwoGroups() {
    String own = api.in("events.k8s.io/v1", "events");
    api.create(
        own,
        """
        {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"e"},"note":"n",
         "reason":"R","type":"Normal","action":"A","reportingController":"c",
         "reportingInstance":"i","eventTime":"2026-01-01T00:00:00.000000Z",
         "regarding":{"kind":"Pod","name":"p","namespace":"%s"}}"""
            .formatted(api.namespace()));
    api.admin()
        .get(api.core("events/e"))
        .then()
        .body("message", equalTo("n"))
        .body("involvedObject.name", equalTo("p"))
        .body("reportingComponent", equalTo("c"));
    api.admin()
        .get(own + "?fieldSelector=regarding.name=p")
        .then()
        .body("items.size()", equalTo(1))
        .body("items[0].note", equalTo("n"));
    api.admin().get(own + "?fieldSelector=regarding.name=q").then().body("items", empty());
    api.admin().accept(TABLE).get(own).then().body("rows[0].cells[3]", equalTo("pod/p"));
    api.patch(Api.MERGE_PATCH, own + "/e", "{\"note\":\"m\"}")
        .spec(
            Api.status(
                422,
                "Invalid",
                "Event.events.k8s.io \"e\" is invalid: message: Invalid value: \"m\": field is"
                    + " immutable"));
    api.patch(Api.MERGE_PATCH, api.core("events/e"), "{\"message\":\"m\"}").statusCode(200);
    String version = api.revision(own);
    api.admin().delete(api.core("events/e")).then().statusCode(200);
    api.admin()
        .get(own + "?watch=true&timeoutSeconds=1&resourceVersion=" + version)
        .then()
        .body("type", equalTo("DELETED"))
        .body("object.note", equalTo("m"));
  }

  @Test
  void letsOnlyLabelledNamespacesClaimDevicesOfOthers() {
    String claims = api.in("resource.k8s.io/v1", "resourceclaims");
    String claim =
        """
        {"apiVersion":"resource.k8s.io/v1","kind":"ResourceClaim","metadata":{"name":"watch"},
         "spec":{"devices":{"requests":[
           {"name":"all","exactly":{"deviceClassName":"gpu","adminAccess":true}}]}}}""";
    api.admin()
        .body(claim)
        .post(claims)
        .then()
        .spec(
            Api.status(
                422,
                "Invalid",
                "ResourceClaim.resource.k8s.io \"watch\" is invalid:"
                    + " spec.devices.requests[0].adminAccess: Forbidden: admin access to devices"
                    + " requires the `resource.kubernetes.io/admin-access: true` label on the"
                    + " containing namespace"));
    String namespace = "/api/v1/namespaces/" + api.namespace();
    String label = "{\"metadata\":{\"labels\":{\"resource.kubernetes.io/admin-access\":\"true\"}}}";
    api.patch(Api.MERGE_PATCH, namespace, label).statusCode(200);
    api.admin().get(namespace).then().statusCode(200);
    api.create(claims, claim).body("spec.devices.requests[0].exactly.count", equalTo(1));
  }

  @Test
  void namesRolesFreely() {
    String roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
    api.create(
        roles,
        """
        {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole",
         "metadata":{"name":"system:Every_Kind"},"rules":[]}""");
    api.admin().delete(roles + "/system:Every_Kind").then().statusCode(200);
  }

  @Test
  void extendsTheApiByNothing() {
    for (String path :
        new String[] {
          "/apis/apiregistration.k8s.io/v1/apiservices",
          "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
        }) {
      api.admin().get(path).then().statusCode(200).body("items", empty());
      api.admin().body("{}").post(path).then().statusCode(405);
    }
  }
}
