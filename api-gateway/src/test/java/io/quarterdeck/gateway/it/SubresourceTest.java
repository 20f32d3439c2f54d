package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.status;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Status, scale, binding and log. */
@ExtendWith(SharedGateway.class)
class SubresourceTest {
  /** What looks like a request for a certificate. */
  private static final String PEM =
      Base64.getEncoder()
          .encodeToString(
              Api.bytes(
                  "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n"));

  private final Api api;
  private final String pods;
  private final String sets;

  SubresourceTest(Api api) {
    this.api = api;
    this.pods = api.core("pods");
    this.sets = api.in("apps/v1", "replicasets");
  }

  @Test
  void keepsStatusAndSpecApart() {
    api.create(
            pods,
            Api.pod("apart").replace("\"spec\"", "\"status\":{\"phase\":\"Failed\"},\"spec\""))
        .body("status.phase", equalTo("Pending"));
    api.patch(
            Api.MERGE_PATCH,
            pods + "/apart/status",
            "{\"spec\":{\"containers\":[]},\"status\":{\"phase\":\"Running\"}}")
        .statusCode(200)
        .body("status.phase", equalTo("Running"))
        .body("spec.containers[0].image", equalTo("i"));
    api.patch(Api.MERGE_PATCH, pods + "/apart", "{\"status\":{\"phase\":\"Failed\"}}")
        .statusCode(200)
        .body("status.phase", equalTo("Running"));
  }

  private ValidatableResponse bind(String pod, String node) {
    return api.admin()
        .body(
            """
            {"apiVersion":"v1","kind":"Binding","metadata":{"name":"%s"},
             "target":{"kind":"Node","name":"%s"}}"""
                .formatted(pod, node))
        .post(pods + "/" + pod + "/binding")
        .then();
  }

  @Test
  void bindsAPodOnce() {
    api.create(pods, Api.pod("bound"));
    bind("bound", "n1").statusCode(201).body("status", equalTo("Success"));
    api.admin()
        .get(pods + "/bound")
        .then()
        .body("spec.nodeName", equalTo("n1"))
        .body("status.conditions.find{it.type=='PodScheduled'}.status", equalTo("True"));
    bind("bound", "n2")
        .spec(
            status(
                409,
                "Conflict",
                "Operation cannot be fulfilled on pods/binding \"bound\": pod bound is already"
                    + " assigned to node \"n1\""));
    bind("nobody", "n1").spec(status(404, "NotFound", "pods \"nobody\" not found"));
  }

  /** As clients did before the subresource. */
  @Test
  void bindsAPodThatTheBodyNames() {
    api.create(pods, Api.pod("bound-by-name"));
    String binding =
        """
        {"apiVersion":"v1","kind":"Binding","metadata":{"name":"bound-by-name"},
         "target":{"kind":"Node","name":"n1"}}""";
    String bindings = api.core("bindings");
    api.create(bindings + "?dryRun=All", binding);
    api.create(bindings, binding).body("status", equalTo("Success"));
    api.admin()
        .get(pods + "/bound-by-name")
        .then()
        .body("spec.nodeName", equalTo("n1"))
        .body("metadata.name", equalTo("bound-by-name"));
    api.admin()
        .body(binding)
        .post(bindings)
        .then()
        .statusCode(409)
        .body("message", containsString("already assigned to node \"n1\""));
    api.admin()
        .body(binding.replace("bound-by-name", ""))
        .post(bindings)
        .then()
        .spec(status(400, "BadRequest", "Name parameter required."));
    api.admin()
        .body(binding)
        .post(pods + "/other/binding")
        .then()
        .spec(status(400, "BadRequest", "name in URL does not match name in Binding object"));
    api.admin().get(bindings).then().statusCode(405);
    api.admin()
        .get("/api/v1")
        .then()
        .body("resources.find { it.name == 'bindings' }.verbs", hasItem("create"));
  }

  @Test
  void scales() {
    api.create(
        sets,
        """
        {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"rs"},
         "spec":{"replicas":2,"selector":{"matchLabels":{"a":"b"}},
          "template":{"metadata":{"labels":{"a":"b"}},
           "spec":{"containers":[{"name":"c","image":"i"}]}}}}""");
    String version =
        api.admin()
            .get(sets + "/rs/scale")
            .then()
            .statusCode(200)
            .body("kind", equalTo("Scale"))
            .body("apiVersion", equalTo("autoscaling/v1"))
            .body("spec.replicas", equalTo(2))
            .body("status.selector", equalTo("a=b"))
            .extract()
            .path("metadata.resourceVersion");
    api.patch(Api.MERGE_PATCH, sets + "/rs/scale", "{\"spec\":{\"replicas\":3}}")
        .statusCode(200)
        .body("spec.replicas", equalTo(3));
    api.admin().body(scale(4, version)).put(sets + "/rs/scale").then().statusCode(409);
    api.admin().body(scale(-1, "")).put(sets + "/rs/scale").then().statusCode(422);
    api.admin().get(sets + "/rs").then().body("spec.replicas", equalTo(3));
  }

  private static String scale(int replicas, String version) {
    return """
    {"apiVersion":"autoscaling/v1","kind":"Scale",
     "metadata":{"name":"rs","resourceVersion":"%s"},"spec":{"replicas":%d}}"""
        .formatted(version, replicas);
  }

  @Test
  void decidesOverRequestsForCertificates() {
    String requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    api.create(
            requests,
            """
            {"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest",
             "metadata":{"name":"csr"},
             "spec":{"request":"%s","signerName":"a.example/b","usages":["client auth"],
              "username":"somebody else"}}"""
                .formatted(PEM))
        .body("spec.username", equalTo("admin"))
        .body("spec.groups", hasItem("system:masters"));
    String decision =
        """
        {"spec":{"signerName":"c.example/d"},"status":{"certificate":"YQ==",
         "conditions":[{"type":"Approved","status":"True","reason":"r"}]}}""";
    api.patch(Api.MERGE_PATCH, requests + "/csr", decision).statusCode(200);
    api.patch(Api.MERGE_PATCH, requests + "/csr/status", decision)
        .statusCode(200)
        .body("status.certificate", equalTo("YQ=="))
        .body("status.conditions", nullValue());
    api.patch(Api.MERGE_PATCH, requests + "/csr/approval", decision.replace("YQ==", "Yg=="))
        .statusCode(200)
        .body("status.certificate", equalTo("YQ=="))
        .body("spec.signerName", equalTo("a.example/b"))
        .body("status.conditions[0].type", equalTo("Approved"));
  }

  private ValidatableResponse debug(String type, String containers) {
    return api.patch(
        type,
        pods + "/looked-into/ephemeralcontainers",
        """
        {"metadata":{"labels":{"a":"b"}},"spec":{"ephemeralContainers":%s}}"""
            .formatted(containers));
  }

  @Test
  void addsContainersToAPodThatIsThere() {
    api.create(pods, Api.pod("looked-into"));
    debug(Api.STRATEGIC_PATCH, "[{\"name\":\"e\",\"image\":\"i\",\"targetContainerName\":\"c\"}]")
        .statusCode(200)
        .body("spec.ephemeralContainers[0].imagePullPolicy", equalTo("Always"))
        .body("metadata.labels", nullValue())
        .body("metadata.generation", equalTo(2))
        .body("metadata.managedFields.subresource", hasItem("ephemeralcontainers"));
    String two =
        debug(Api.STRATEGIC_PATCH, "[{\"name\":\"f\",\"image\":\"i\"}]")
            .statusCode(200)
            .body("spec.ephemeralContainers.name", hasItem("e"))
            .extract()
            .asString();
    debug(Api.STRATEGIC_PATCH, "[{\"name\":\"c\",\"image\":\"i\"}]")
        .statusCode(422)
        .body("details.causes.reason", hasItem("FieldValueDuplicate"));
    debug(Api.MERGE_PATCH, "[]")
        .statusCode(422)
        .body("details.causes.field", hasItem("spec.ephemeralContainers"));
    api.admin().body(two).put(pods + "/looked-into/ephemeralcontainers").then().statusCode(200);
    api.admin().delete(pods + "/looked-into/ephemeralcontainers").then().statusCode(405);
    api.admin()
        .get(pods + "/looked-into/ephemeralcontainers")
        .then()
        .body("kind", equalTo("Pod"))
        .body("spec.ephemeralContainers.size()", equalTo(2));
  }

  @Test
  void resizesContainersAndNothingElse() {
    String sized =
        Api.pod("sized")
            .replace("\"image\"", "\"resources\":{\"requests\":{\"cpu\":\"1\"}},\"image\"");
    api.create(pods, sized).body("spec.containers[0].resources.requests.cpu", equalTo("1"));
    String wanted =
        """
        {"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"j",
         "resources":{"requests":{"cpu":"2"}}}]}}""";
    api.patch(Api.STRATEGIC_PATCH, pods + "/sized/resize", wanted)
        .statusCode(200)
        .body("spec.containers[0].resources.requests.cpu", equalTo("2"))
        .body("spec.containers[0].image", equalTo("i"))
        .body("metadata.labels", nullValue())
        .body("metadata.generation", equalTo(2))
        .body("metadata.managedFields.subresource", hasItem("resize"));
    api.patch(Api.STRATEGIC_PATCH, pods + "/sized", wanted.replace("\"2\"", "\"3\""))
        .statusCode(422);
    api.patch(Api.STRATEGIC_PATCH, pods + "/sized/resize", wanted.replace("\"2\"", "null"))
        .statusCode(422)
        .body("details.causes.field", hasItem("spec.containers[0].resources.requests"));
    api.admin().get(pods + "/sized/resize").then().body("kind", equalTo("Pod"));
    api.admin()
        .get("/api/v1")
        .then()
        .body(
            "resources.find { it.name == 'pods/resize' }.verbs",
            equalTo(List.of("get", "patch", "update")));
  }

  @Test
  void saysWhyThereIsNoLog() {
    api.create(pods, Api.pod("two").replace("}]}}", "},{\"name\":\"d\",\"image\":\"i\"}]}}"));
    api.admin()
        .get(pods + "/two/log")
        .then()
        .spec(
            status(
                400,
                "BadRequest",
                "a container name must be specified for pod two, choose one of: [c d]"));
    api.admin()
        .get(pods + "/two/log?container=e")
        .then()
        .spec(status(400, "BadRequest", "container e is not valid for pod two"));
    api.admin().get(pods + "/none/log").then().statusCode(404);
    api.admin().get(pods + "/two/log?container=c").then().statusCode(200).body(equalTo(""));
  }

  @Test
  void hasNoOthers() {
    api.create(pods, Api.pod("plain"));
    api.admin().get(pods + "/plain/nonsense").then().statusCode(404);
    api.admin().get(pods + "/plain/status").then().statusCode(200).body("code", nullValue());
  }

  @Test
  void proxiesOnlyToWhatThereIs() {
    String services = api.core("services");
    api.create(
        services,
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"quiet"},"spec":{"ports":[{"name":"web","port":80}]}}""");
    api.admin()
        .get(services + "/quiet:web/proxy/")
        .then()
        .spec(status(503, "ServiceUnavailable", "no endpoints available for service \"quiet\""));
    api.admin()
        .get(services + "/quiet:81/proxy/")
        .then()
        .spec(status(503, "ServiceUnavailable", "no service port 81 found for service \"quiet\""));
    api.admin()
        .body("{}")
        .post(services + "/gopher:quiet:80/proxy/")
        .then()
        .spec(status(400, "BadRequest", "invalid service request \"gopher:quiet:80\""));
    api.create(pods, Api.pod("unborn"));
    api.admin()
        .get(pods + "/unborn/proxy/")
        .then()
        .spec(status(400, "BadRequest", "address not allowed"));
    api.with(RunningGateway.NOBODYS_TOKEN)
        .delete(pods + "/http:unborn:80/proxy/a/b")
        .then()
        .spec(
            status(
                403,
                "Forbidden",
                "pods \"http:unborn:80\" is forbidden: User \"nobody\" cannot delete resource"
                    + " \"pods/proxy\" in API group \"\" in the namespace \""
                    + api.namespace()
                    + "\""));
  }
}
