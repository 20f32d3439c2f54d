package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarterdeck.testkit.TestStores;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The API over HTTPS as a client sees it, on real stores. */
@ExtendWith(TestStores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String SERVICES = "/api/v1/namespaces/default/services";

  private final RunningGateway gateway;

  GatewayTest(TestStores stores) throws Exception {
    gateway = RunningGateway.start(stores);
  }

  @BeforeAll
  void trust() {
    RestAssured.useRelaxedHTTPSValidation();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private RequestSpecification admin() {
    return with(RunningGateway.TOKEN);
  }

  private RequestSpecification with(String token) {
    return RestAssured.given()
        .baseUri(gateway.url())
        .header("Authorization", "Bearer " + token)
        .contentType("application/json");
  }

  private static String map(String name, String value) {
    return """
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"},"data":{"a":"%s"}}"""
        .formatted(name, value);
  }

  @Test
  void storesWhatItIsGivenAndGivesItBack() {
    String version =
        admin()
            .body(map("one", "1"))
            .post(MAPS)
            .then()
            .statusCode(201)
            .body("metadata.uid", not(equalTo(null)))
            .extract()
            .path("metadata.resourceVersion");

    admin().get(MAPS + "/one").then().statusCode(200).body("data.a", equalTo("1"));
    admin()
        .contentType("application/merge-patch+json")
        .body("{\"data\":{\"b\":\"2\"}}")
        .patch(MAPS + "/one")
        .then()
        .statusCode(200)
        .body("data.b", equalTo("2"));
    admin()
        .body(
            map("one", "3")
                .replace("{\"name\"", "{\"resourceVersion\":\"" + version + "\",\"name\""))
        .put(MAPS + "/one")
        .then()
        .statusCode(409)
        .body("reason", equalTo("Conflict"));
    admin().delete(MAPS + "/one").then().statusCode(200).body("status", equalTo("Success"));
    admin().get(MAPS + "/one").then().statusCode(404).body("reason", equalTo("NotFound"));
  }

  @Test
  void knowsItsCallersAndWhatTheyMay() {
    with("wrong").get(MAPS).then().statusCode(401).body("reason", equalTo("Unauthorized"));
    with(RunningGateway.NOBODYS_TOKEN)
        .get(MAPS)
        .then()
        .statusCode(403)
        .body(
            "message",
            equalTo(
                "configmaps is forbidden: User \"nobody\" cannot list resource \"configmaps\" in"
                    + " API group \"\" in the namespace \"default\""));
    with(RunningGateway.NOBODYS_TOKEN).get("/version").then().statusCode(200);
  }

  @Test
  void refusesToActAsSomebodyElse() {
    admin()
        .header("Impersonate-User", "nobody")
        .get(MAPS)
        .then()
        .statusCode(403)
        .body("message", containsString("users \"nobody\" is forbidden"));
    admin().header("impersonate-group", "nobodies").get(MAPS).then().statusCode(403);
  }

  @Test
  void tellsEverybodyWhatTheyMay() {
    with(RunningGateway.NOBODYS_TOKEN)
        .body(
            """
            {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview",
             "spec":{"resourceAttributes":{"verb":"list","resource":"configmaps"}}}""")
        .post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        .then()
        .statusCode(201)
        .body("status.allowed", equalTo(false));
  }

  @Test
  void listsByPagesOfOneSnapshot() {
    for (String name : List.of("page-a", "page-b", "page-c")) {
      admin().body(map(name, "x")).post(MAPS).then().statusCode(201);
    }
    var first = admin().queryParam("limit", 2).get(MAPS).then().statusCode(200).extract();
    String next = first.path("metadata.continue");
    admin().body(map("page-d", "x")).post(MAPS).then().statusCode(201);

    var second =
        admin()
            .queryParam("limit", 100)
            .queryParam("continue", next)
            .get(MAPS)
            .then()
            .statusCode(200)
            .extract();

    List<String> names = second.path("items.metadata.name");
    assertThat(names).contains("page-c").doesNotContain("page-d");
    assertThat(second.<String>path("metadata.resourceVersion"))
        .isEqualTo(first.path("metadata.resourceVersion"));
  }

  @Test
  void watchesFromARevisionToItsEnd() {
    String version = admin().get(MAPS).then().extract().path("metadata.resourceVersion");
    admin().body(map("watched", "1")).post(MAPS).then().statusCode(201);
    admin().delete(MAPS + "/watched").then().statusCode(200);

    String lines =
        admin()
            .queryParam("watch", true)
            .queryParam("resourceVersion", version)
            .queryParam("fieldSelector", "metadata.name=watched")
            .queryParam("timeoutSeconds", 2)
            .get(MAPS)
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(lines.lines())
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactly("{\"type\":\"ADDED\"", "{\"type\":\"DELETED\"");
  }

  @Test
  void saysWhenTheInitialEventsEnd() {
    String lines =
        admin()
            .queryParam("watch", true)
            .queryParam("sendInitialEvents", true)
            .queryParam("resourceVersionMatch", "NotOlderThan")
            .queryParam("allowWatchBookmarks", true)
            .queryParam("timeoutSeconds", 2)
            .get("/api/v1/namespaces")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertThat(lines).contains("\"name\":\"kube-system\"");
    assertThat(lines.lines().filter(line -> line.contains("k8s.io/initial-events-end"))).hasSize(1);
  }

  @Test
  void showsTablesToThoseWhoAsk() {
    admin()
        .accept("application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
        .get("/api/v1/namespaces")
        .then()
        .statusCode(200)
        .body("kind", equalTo("Table"))
        .body("columnDefinitions.name", equalTo(List.of("Name", "Status", "Age")))
        .body("rows.cells.flatten()", hasItem("kube-system"));
  }

  @Test
  void allocatesWhatServicesNeedAndNeverTwice() {
    String service =
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"},
         "spec":{"type":"NodePort","ports":[{"port":80,"nodePort":%d}]}}""";
    admin()
        .body(service.formatted("first", 30_080))
        .post(SERVICES)
        .then()
        .statusCode(201)
        .body("spec.clusterIP", startsWith("10.96."));
    admin()
        .body(service.formatted("second", 30_080))
        .post(SERVICES)
        .then()
        .statusCode(422)
        .body("message", containsString("provided port is already allocated"));
    admin().delete(SERVICES + "/first").then().statusCode(200);
    admin().body(service.formatted("third", 30_080)).post(SERVICES).then().statusCode(201);
  }

  @Test
  void keepsSecretsToItself() {
    String secrets = "/api/v1/namespaces/default/secrets";
    admin()
        .body(
            """
            {"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},
             "stringData":{"password":"correct horse"}}""")
        .post(secrets)
        .then()
        .statusCode(201)
        .body("data.password", equalTo("Y29ycmVjdCBob3JzZQ=="));

    admin()
        .get(secrets + "/s")
        .then()
        .statusCode(200)
        .body("data.password", equalTo("Y29ycmVjdCBob3JzZQ=="));
  }

  @Test
  void waitsForTheFinalizersOfWhatIsDeleted() {
    admin()
        .body(
            """
            {"apiVersion":"v1","kind":"ConfigMap",
             "metadata":{"name":"held","finalizers":["example.com/hold"]}}""")
        .post(MAPS)
        .then()
        .statusCode(201);
    admin().delete(MAPS + "/held").then().statusCode(200);
    admin()
        .get(MAPS + "/held")
        .then()
        .statusCode(200)
        .body("metadata.deletionTimestamp", not(equalTo(null)));
    admin()
        .contentType("application/json-patch+json")
        .body("[{\"op\":\"remove\",\"path\":\"/metadata/finalizers\"}]")
        .patch(MAPS + "/held")
        .then()
        .statusCode(200);
    admin().get(MAPS + "/held").then().statusCode(404);
  }
}
