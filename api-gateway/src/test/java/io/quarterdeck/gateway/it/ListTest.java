package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists: by pages, as of a revision. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListTest {
  private final Api api;
  private final String maps;

  ListTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
  }

  @BeforeAll
  void create() {
    for (String name : new String[] {"a", "b", "c", "d", "e"}) {
      api.create(maps, configMap(name, "1"));
    }
  }

  private ValidatableResponse list(Map<String, ?> parameters) {
    return api.admin().queryParams(parameters).get(maps).then();
  }

  @Test
  void pagesThroughOneSnapshot() {
    var first =
        list(Map.of("limit", 2))
            .statusCode(200)
            .body("kind", equalTo("ConfigMapList"))
            .body("items.metadata.name", contains("a", "b"))
            .body("metadata.remainingItemCount", equalTo(3))
            .extract();
    api.create(maps, configMap("f", "1"));
    String revision = first.path("metadata.resourceVersion");
    String next = first.path("metadata.continue");
    var second =
        list(Map.of("limit", 2, "continue", next))
            .statusCode(200)
            .body("items.metadata.name", contains("c", "d"))
            .body("metadata.remainingItemCount", equalTo(1))
            .body("metadata.resourceVersion", equalTo(revision))
            .extract();
    next = second.path("metadata.continue");
    list(Map.of("limit", 2, "continue", next))
        .statusCode(200)
        .body("items.metadata.name", contains("e"))
        .body("metadata.resourceVersion", equalTo(revision))
        .body("metadata.continue", nullValue())
        .body("metadata.remainingItemCount", nullValue());
    api.admin().delete(maps + "/f").then().statusCode(200);
  }

  @Test
  void doesNotCountWhatASelectorLeaves() {
    list(Map.of("limit", 1, "fieldSelector", "metadata.name!=a"))
        .body("items.metadata.name", contains("b"))
        .body("metadata.remainingItemCount", nullValue());
  }

  @Test
  void showsAnEarlierRevisionExactly() {
    String before = api.revision(maps);
    api.create(maps, configMap("later", "1"));
    list(Map.of("resourceVersion", before, "resourceVersionMatch", "Exact"))
        .body("metadata.resourceVersion", equalTo(before))
        .body("items.metadata.name", contains("a", "b", "c", "d", "e"));
    api.admin().delete(maps + "/later").then().statusCode(200);
    list(Map.of("resourceVersion", before, "resourceVersionMatch", "NotOlderThan")).statusCode(200);
  }

  @Test
  void showsPagesOfAnEarlierRevisionExactly() {
    String before = api.revision(maps);
    api.create(maps, configMap("aa", "1"));
    list(Map.of("resourceVersion", before, "limit", 2))
        .body("metadata.resourceVersion", equalTo(before))
        .body("metadata.remainingItemCount", equalTo(3))
        .body("items.metadata.name", contains("a", "b"));
    list(Map.of("resourceVersion", before)).body("items.metadata.name", hasItem("aa"));
    api.admin().delete(maps + "/aa").then().statusCode(200);
    list(Map.of("resourceVersion", "999999999", "limit", 2))
        .statusCode(504)
        .body("message", startsWith("Timeout: Too large resource version: 999999999, current: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''  | Exact   | '' | Forbidden: resourceVersionMatch is forbidden unless resourceVersion"
            + " is provided",
        "0   | Exact   | '' | Forbidden: resourceVersionMatch \"exact\" is forbidden for"
            + " resourceVersion \"0\"",
        "1   | Exactly | '' | Unsupported value: \"Exactly\": supported values: \"Exact\","
            + " \"NotOlderThan\", \"\"",
        "1   | Exact   | x  | Forbidden: resourceVersionMatch is forbidden when continue is"
            + " provided",
      })
  void refusesOptionsThatMakeNoSense(String version, String match, String token, String why) {
    list(Map.of("resourceVersion", version, "resourceVersionMatch", match, "continue", token))
        .spec(
            status(
                422,
                "Invalid",
                "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: " + why));
  }

  @Test
  void refusesWhatOnlyAWatchCanDo() {
    String why =
        "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is"
            + " forbidden for list";
    list(Map.of("sendInitialEvents", true)).spec(status(422, "Invalid", why));
    api.admin().delete(maps + "?sendInitialEvents=false").then().spec(status(422, "Invalid", why));
    list(Map.of()).body("items.metadata.name", hasItem("a"));
  }

  @Test
  void refusesTokensThatItDidNotMake() {
    list(Map.of("continue", "bogus"))
        .statusCode(400)
        .body("reason", equalTo("BadRequest"))
        .body("message", startsWith("continue key is not valid: "));
    String token = list(Map.of("limit", 1)).extract().path("metadata.continue");
    list(Map.of("continue", token, "resourceVersion", "1"))
        .spec(
            status(
                400,
                "BadRequest",
                "specifying resource version is not allowed when using continue"));
  }

  @Test
  void refusesARevisionThatIsNone() {
    list(Map.of("resourceVersion", "old"))
        .statusCode(400)
        .body("reason", equalTo("BadRequest"))
        .body("message", startsWith("resourceVersion: Invalid value: \"old\""));
    list(Map.of("resourceVersion", "999999999"))
        .statusCode(504)
        .body("reason", equalTo("Timeout"))
        .body("message", startsWith("Timeout: Too large resource version: 999999999, current: "))
        .body("details.causes[0].reason", equalTo("ResourceVersionTooLarge"));
  }
}
