package io.quarterdeck.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the API says of itself. */
@ExtendWith(SharedGateway.class)
class DiscoveryTest {
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private final Api api;

  DiscoveryTest(Api api) {
    this.api = api;
  }

  @Test
  void listsGroupsAndResources() {
    api.admin().get("/api").then().body("versions", equalTo(List.of("v1")));
    api.admin()
        .get("/apis")
        .then()
        .body("kind", equalTo("APIGroupList"))
        .body("groups.name", hasItems("apps", "coordination.k8s.io", "discovery.k8s.io"));
    api.admin()
        .get("/api/v1")
        .then()
        .body("kind", equalTo("APIResourceList"))
        .body("resources.name", hasItems("pods", "pods/status", "pods/log", "namespaces"))
        .body("resources.find{it.name=='pods'}.shortNames", equalTo(List.of("po")))
        .body("resources.find{it.name=='pods'}.verbs", hasItem("watch"));
    api.admin().get("/apis/none").then().statusCode(404);
  }

  @Test
  void aggregatesDiscoveryAndTagsIt() {
    String tag =
        api.admin()
            .accept(AGGREGATED + ",application/json")
            .get("/apis")
            .then()
            .statusCode(200)
            .contentType(containsString("as=APIGroupDiscoveryList"))
            .body("kind", equalTo("APIGroupDiscoveryList"))
            .body("items.metadata.name", hasItem("apps"))
            .extract()
            .header("ETag");
    api.admin().accept(AGGREGATED).header("If-None-Match", tag).get("/apis").then().statusCode(304);
  }

  @Test
  void indexesOpenApiByGroupAndHash() {
    String url =
        api.admin()
            .get("/openapi/v3")
            .then()
            .statusCode(200)
            .body("paths", hasKey("api/v1"))
            .extract()
            .path("paths.'apis/apps/v1'.serverRelativeURL");
    assertThat(url).matches("/openapi/v3/apis/apps/v1\\?hash=[0-9A-F]{64}");
    String tag =
        api.admin()
            .urlEncodingEnabled(false)
            .get(url)
            .then()
            .statusCode(200)
            .header("Cache-Control", "public, immutable")
            .body("openapi", equalTo("3.0.0"))
            .body("components.schemas", hasKey("io.k8s.api.apps.v1.Deployment"))
            .body(
                "paths.'/apis/apps/v1/namespaces/{namespace}/deployments'.post.parameters.name",
                hasItems("dryRun", "fieldValidation"))
            .extract()
            .header("ETag");
    assertThat(url).endsWith(tag.replace("\"", ""));
    api.admin().header("If-None-Match", tag).get("/openapi/v3/apis/apps/v1").then().statusCode(304);
    api.admin().get("/openapi/v3/apis/none/v1").then().statusCode(404);
  }

  @Test
  void hasOpenApiOfVersionTwo() {
    String tag =
        api.admin()
            .get("/openapi/v2")
            .then()
            .statusCode(200)
            .body("swagger", equalTo("2.0"))
            .body("definitions", hasKey("io.k8s.api.core.v1.Pod"))
            .extract()
            .header("ETag");
    assertThat(tag).isNotNull();
    byte[] protobuf =
        api.admin()
            .accept("application/com.github.proto-openapi.spec.v2@v1.0+protobuf")
            .get("/openapi/v2")
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    // The first field of the document is the text "2.0".
    assertThat(protobuf).startsWith(0x0a, 0x03, '2', '.', '0');
  }

  @Test
  void saysItsVersionAndHealth() {
    api.anonymous()
        .get("/version")
        .then()
        .body("major", equalTo("1"))
        .body("minor", equalTo("36"))
        .body("emulationMinor", equalTo("36"))
        .body("gitVersion", notNullValue());
    for (String path : List.of("/healthz", "/livez", "/readyz")) {
      api.anonymous().get(path).then().statusCode(200).body(equalTo("ok"));
    }
    api.anonymous()
        .get("/readyz?verbose")
        .then()
        .body(containsString("[+]caches ok\n"))
        .body(containsString("readyz check passed\n"));
  }

  @Test
  void answersForEachCheckOfItsHealth() {
    for (String path : List.of("/healthz/ping", "/livez/ping", "/readyz/ping", "/readyz/caches")) {
      api.admin().get(path).then().statusCode(200).body(equalTo("ok"));
    }
    for (String path : List.of("/readyz/none", "/livez/caches", "/readyzz", "/readyz/ping/x")) {
      api.admin().get(path).then().statusCode(404);
    }
    api.anonymous().get("/readyz/caches").then().statusCode(403);
  }

  @Test
  void leavesOutTheChecksOfItsHealthThatAreExcluded() {
    api.anonymous()
        .get("/readyz?verbose=&exclude=caches&exclude=bootstrap")
        .then()
        .header("X-Content-Type-Options", "nosniff")
        .body(
            equalTo(
                """
                [+]ping ok
                [+]state-service ok
                [+]caches excluded: ok
                [+]bootstrap excluded: ok
                readyz check passed
                """));
    api.anonymous()
        .get("/livez?exclude=none&verbose=false")
        .then()
        .statusCode(200)
        .body(
            equalTo(
                """
                [+]ping ok
                warn: some health checks cannot be excluded: no matches for "none"
                livez check passed
                """));
    api.anonymous().get("/livez?exclude=none").then().statusCode(200).body(equalTo("ok"));
  }
}
