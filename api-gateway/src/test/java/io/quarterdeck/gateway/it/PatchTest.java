package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.JSON_PATCH;
import static io.quarterdeck.gateway.it.Api.MERGE_PATCH;
import static io.quarterdeck.gateway.it.Api.STRATEGIC_PATCH;
import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON, merge and strategic merge patches, and what each does with one that cannot be applied. */
@ExtendWith(SharedGateway.class)
class PatchTest {
  private static final String REJECTED =
      "the server rejected our request due to an error in our request";

  private final Api api;
  private final String maps;
  private final String map;
  private final String deployments;

  PatchTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
    this.map = maps + "/patched";
    this.deployments = api.in("apps/v1", "deployments");
  }

  @BeforeEach
  void create() {
    api.admin().delete(map);
    api.create(maps, configMap("patched", "1"));
  }

  private void assertUntouched() {
    api.admin().get(map).then().body("data", equalTo(Map.of("a", "1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/merge-patch+json", "application/strategic-merge-patch+json"})
  void tellsOfFieldsThatAreThereTwice(String type) {
    String twice = "{\"data\":{\"b\":\"1\",\"b\":\"2\"}}";
    api.patch(type, map + "?fieldValidation=Strict", twice)
        .spec(
            status(
                422,
                "Invalid",
                " \"\" is invalid: patch: Invalid value: \"{\\\"data\\\":{\\\"b\\\":\\\"1\\\","
                    + "\\\"b\\\":\\\"2\\\"}}\": strict decoding error: duplicate field \"data.b\""));
    assertUntouched();
    api.patch(type, map + "?fieldValidation=Ignore", twice).header("Warning", nullValue());
    api.patch(type, map, twice)
        .statusCode(200)
        .header("Warning", equalTo("299 - \"duplicate field \\\"data.b\\\"\""))
        .body("data.b", equalTo("2"));
  }

  @Test
  void appliesTheOperationsOfAJsonPatch() {
    api.patch(
            JSON_PATCH,
            map,
            """
            [{"op":"test","path":"/data/a","value":"1"},
             {"op":"add","path":"/metadata/annotations","value":{}},
             {"op":"add","path":"/metadata/annotations/b~1c","value":"2"},
             {"op":"copy","from":"/data/a","path":"/data/d"},
             {"op":"move","from":"/data/a","path":"/data/e"},
             {"op":"replace","path":"/data/d","value":"3"}]\
            """)
        .statusCode(200)
        .body("metadata.annotations", equalTo(Map.of("b/c", "2")))
        .body("data", equalTo(Map.of("d", "3", "e", "1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"9\"}]",
        "[{\"op\":\"remove\",\"path\":\"/data/none\"}]",
        "[{\"op\":\"add\",\"path\":\"/data/b\",\"value\":\"2\"},"
            + "{\"op\":\"replace\",\"path\":\"/data/none\",\"value\":\"2\"}]",
        "[{\"op\":\"jump\",\"path\":\"/data/a\"}]"
      })
  void refusesAJsonPatchThatDoesNotApply(String patch) {
    api.patch(JSON_PATCH, map, patch)
        .spec(status(422, "Invalid", REJECTED))
        .body("details.causes[0].reason", equalTo("UnexpectedServerResponse"));
    assertUntouched();
  }

  @Test
  void saysWhichTestOfAJsonPatchFailed() {
    api.patch(JSON_PATCH, map, "[{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"9\"}]")
        .body("details.causes[0].message", equalTo("testing value /data/a failed: test failed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH})
  void refusesWhatIsNoPatch(String contentType) {
    api.patch(contentType, map, "{\"data\":")
        .statusCode(400)
        .body("reason", equalTo("BadRequest"))
        .body("message", containsString("error decoding patch"));
    assertUntouched();
  }

  @Test
  void refusesAJsonPatchThatIsAnObject() {
    api.patch(JSON_PATCH, map, "{}").statusCode(400).body("reason", equalTo("BadRequest"));
  }

  @Test
  void deletesByNullInAMergePatch() {
    api.patch(MERGE_PATCH, map, "{\"data\":{\"a\":null,\"b\":\"2\"}}")
        .statusCode(200)
        .body("data", equalTo(Map.of("b", "2")));
  }

  @Test
  void holdsThePatchedObjectAgainstTheSchema() {
    api.patch(MERGE_PATCH, map, "{\"data\":{\"a\":1}}")
        .spec(
            status(
                422,
                "Invalid",
                " \"\" is invalid: patch: Invalid value: \"{\\\"data\\\":{\\\"a\\\":1}}\":"
                    + " json: cannot unmarshal number into Go struct field ConfigMap.data of type"
                    + " string"));
    api.patch(MERGE_PATCH, map + "?fieldValidation=Strict", "{\"dat\":{}}")
        .statusCode(422)
        .body("reason", equalTo("Invalid"))
        .body("message", endsWith(": strict decoding error: unknown field \"dat\""));
    assertUntouched();
  }

  @Test
  void mergesListsByTheirKeysInAStrategicMergePatch() {
    String path = deployments + "/web";
    api.create(deployments, deployment());
    api.patch(
            STRATEGIC_PATCH,
            path,
            """
            {"spec":{"template":{"spec":{"containers":[
              {"name":"b","image":"b:2"},{"name":"c","image":"c:1"}]}}}}\
            """)
        .statusCode(200)
        .body("metadata.generation", equalTo(2))
        .body("spec.template.spec.containers.find{it.name=='a'}.image", equalTo("a:1"))
        .body("spec.template.spec.containers.find{it.name=='b'}.image", equalTo("b:2"))
        .body("spec.template.spec.containers.find{it.name=='c'}.image", equalTo("c:1"));
    api.patch(
            STRATEGIC_PATCH,
            path,
            """
            {"spec":{"template":{"spec":{"containers":[{"name":"b","$patch":"delete"}],
              "$setElementOrder/containers":[{"name":"c"},{"name":"a"}]}}}}\
            """)
        .statusCode(200)
        .body("spec.template.spec.containers.name", contains("c", "a"));
    api.patch(
            STRATEGIC_PATCH,
            path,
            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":\"b:3\"}]}}}}")
        .statusCode(400)
        .body("message", containsString("does not contain declared merge key: name"));
  }

  private static String deployment() {
    return """
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},
     "spec":{"selector":{"matchLabels":{"app":"web"}},
      "template":{"metadata":{"labels":{"app":"web"}},
       "spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:1"}]}}}}\
    """;
  }

  @Test
  void refusesAPatchOfAnUnknownSort() {
    api.patch("application/apply-patch+cbor", map, "{}")
        .statusCode(415)
        .body("reason", equalTo("UnsupportedMediaType"))
        .body(
            "message",
            containsString(
                "the body of the request was in an unknown format - accepted media types include:"
                    + " application/json-patch+json"));
  }

  @Test
  void refusesAStaleVersionInAPatch() {
    api.patch(MERGE_PATCH, map, "{\"metadata\":{\"resourceVersion\":\"1\"},\"data\":{\"a\":\"2\"}}")
        .statusCode(409)
        .body("reason", equalTo("Conflict"));
    assertUntouched();
  }

  @Test
  void changesNeitherNameNorUid() {
    api.patch(MERGE_PATCH, map, "{\"metadata\":{\"name\":\"other\"}}").statusCode(400);
    api.patch(MERGE_PATCH, map, "{\"metadata\":{\"uid\":\"other\"}}").statusCode(409);
    api.patch(MERGE_PATCH, map, "{\"metadata\":{\"creationTimestamp\":null}}")
        .statusCode(200)
        .body("metadata.creationTimestamp", notNullValue());
    assertUntouched();
  }

  @Test
  void triesAgainWhenSomebodyElseWasFaster() throws Exception {
    int patches = 8;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> codes =
          IntStream.range(0, patches)
              .mapToObj(
                  i ->
                      clients.submit(
                          () ->
                              api.patch(MERGE_PATCH, map, "{\"data\":{\"k" + i + "\":\"v\"}}")
                                  .extract()
                                  .statusCode()))
              .toList();
      for (Future<Integer> code : codes) {
        assertThat(code.get()).isEqualTo(200);
      }
    }
    api.admin().get(map).then().body("data.size()", equalTo(patches + 1));
  }

  @Test
  void leavesNothingBehindAfterADryRun() {
    api.patch(MERGE_PATCH, map + "?dryRun=All", "{\"data\":{\"a\":null}}")
        .statusCode(200)
        .body("data.a", nullValue());
    assertUntouched();
  }

  @Test
  void refusesPatchesOfTooManyOperations() {
    api.create(api.core("configmaps"), Api.configMap("many", "1"));
    String one = "{\"op\":\"test\",\"path\":\"/data/a\",\"value\":\"1\"}";
    String all = "[" + (one + ",").repeat(10_000) + one + "]";
    api.patch(Api.JSON_PATCH, api.core("configmaps/many"), all)
        .spec(
            Api.status(
                413,
                "RequestEntityTooLarge",
                "Request entity too large: The allowed maximum operations in a JSON patch is"
                    + " 10000, got 10001"));
  }
}
