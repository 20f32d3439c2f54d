package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Create, get and update: what is stored, under which conditions, and what a dry run leaves. */
@ExtendWith(SharedGateway.class)
class VerbsTest {
  private final Api api;
  private final String maps;

  VerbsTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
  }

  @Test
  void storesWhatItIsGivenAndGivesItBack() {
    api.create(maps, configMap("one", "1"))
        .body("metadata.uid", notNullValue())
        .body("metadata.namespace", equalTo(api.namespace()))
        .body("metadata.creationTimestamp", matchesPattern("....-..-..T..:..:..Z"));
    api.admin().get(maps + "/one").then().statusCode(200).body("data.a", equalTo("1"));
    api.admin()
        .get(maps + "/none")
        .then()
        .spec(status(404, "NotFound", "configmaps \"none\" not found"))
        .body("details.name", equalTo("none"))
        .body("details.kind", equalTo("configmaps"));
  }

  @Test
  void refusesADuplicate() {
    api.create(maps, configMap("twice", "1"));
    api.admin()
        .body(configMap("twice", "2"))
        .post(maps)
        .then()
        .spec(status(409, "AlreadyExists", "configmaps \"twice\" already exists"));
    api.admin().get(maps + "/twice").then().body("data.a", equalTo("1"));
  }

  @Test
  void updatesTheVersionThatIsMeant() {
    String version =
        api.create(maps, configMap("stale", "1")).extract().path("metadata.resourceVersion");
    String named = "{\"resourceVersion\":\"" + version + "\",\"name\"";
    String second = configMap("stale", "2").replace("{\"name\"", named);
    api.admin().body(second).put(maps + "/stale").then().statusCode(200);
    api.admin()
        .body(second.replace("\"2\"", "\"3\""))
        .put(maps + "/stale")
        .then()
        .spec(
            status(
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"stale\": the object has been"
                    + " modified; please apply your changes to the latest version and try again"));
    api.admin().get(maps + "/stale").then().body("data.a", equalTo("2"));
  }

  @Test
  void keepsWhatOnlyTheServerDecides() {
    String uid = api.create(maps, configMap("kept", "1")).extract().path("metadata.uid");
    api.admin()
        .body(configMap("kept", "2"))
        .put(maps + "/kept")
        .then()
        .statusCode(200)
        .body("metadata.uid", equalTo(uid));
    api.admin()
        .body(configMap("kept", "3").replace("{\"name\"", "{\"uid\":\"other\",\"name\""))
        .put(maps + "/kept")
        .then()
        .statusCode(409)
        .body("reason", equalTo("Conflict"));
  }

  @Test
  void writesNothingThatChangesNothing() {
    String version =
        api.create(maps, configMap("same", "1")).extract().path("metadata.resourceVersion");
    api.admin()
        .body(configMap("same", "1"))
        .put(maps + "/same")
        .then()
        .statusCode(200)
        .body("metadata.resourceVersion", equalTo(version));
  }

  @Test
  void holdsTheObjectAgainstItsPath() {
    api.create(maps, configMap("here", "1"));
    api.admin()
        .body(configMap("elsewhere", "1"))
        .put(maps + "/here")
        .then()
        .spec(
            status(
                400,
                "BadRequest",
                "the name of the object (elsewhere) does not match the name on the URL (here)"));
    api.admin()
        .body(configMap("n", "1").replace("{\"name\"", "{\"namespace\":\"other\",\"name\""))
        .post(maps)
        .then()
        .spec(
            status(
                400,
                "BadRequest",
                "the namespace of the provided object does not match the namespace sent on the"
                    + " request"));
    api.admin().body(configMap("none", "1")).put(maps + "/none").then().statusCode(404);
  }

  @Test
  void refusesWhatIsForANamespaceThatIsNotThere() {
    api.admin()
        .body(configMap("n", "1"))
        .post("/api/v1/namespaces/nowhere/configmaps")
        .then()
        .spec(status(404, "NotFound", "namespaces \"nowhere\" not found"));
  }

  @Test
  void leavesNothingBehindAfterADryRun() {
    api.admin()
        .queryParam("dryRun", "All")
        .body(configMap("dry", "1"))
        .post(maps)
        .then()
        .statusCode(201)
        .body("metadata.uid", notNullValue())
        .body("metadata.resourceVersion", nullValue());
    api.admin().get(maps + "/dry").then().statusCode(404);

    api.create(maps, configMap("wet", "1"));
    api.admin()
        .queryParam("dryRun", "All")
        .body(configMap("wet", "2"))
        .put(maps + "/wet")
        .then()
        .statusCode(200)
        .body("data.a", equalTo("2"));
    api.admin().queryParam("dryRun", "All").delete(maps + "/wet").then().statusCode(200);
    api.admin().get(maps + "/wet").then().statusCode(200).body("data.a", equalTo("1"));
    api.admin()
        .queryParam("dryRun", "All")
        .body(configMap("wet", "1"))
        .post(maps)
        .then()
        .statusCode(409);
  }

  @Test
  void refusesADryRunOfAnotherSort() {
    api.admin()
        .queryParam("dryRun", "Some")
        .body(configMap("sort", "1"))
        .post(maps)
        .then()
        .statusCode(422)
        .body("reason", equalTo("Invalid"))
        .body(
            "message",
            equalTo(
                "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value:"
                    + " []string{\"Some\"}: supported values: \"All\""));
    api.admin().get(maps + "/sort").then().statusCode(404);
  }

  @Test
  void makesUpNames() {
    String body = configMap("x", "1").replace("\"name\":\"x\"", "\"generateName\":\"made-up-\"");
    String first = api.create(maps, body).extract().path("metadata.name");
    api.create(maps, body)
        .body("metadata.name", matchesPattern("made-up-[bcdfghjklmnpqrstvwxz2456789]{5}"))
        .body("metadata.name", not(equalTo(first)))
        .body("metadata.generateName", equalTo("made-up-"));
  }

  @Test
  void saysThatItFoundNoNameWhereItMayMakeOneUp() {
    String body =
        configMap("picked", "1").replace("{\"name\"", "{\"generateName\":\"picked-\",\"name\"");
    api.create(maps, body);
    api.admin()
        .body(body)
        .post(maps)
        .then()
        .header("Retry-After", "1")
        .spec(
            status(
                409,
                "AlreadyExists",
                "configmaps \"picked\" already exists, the server was not able to generate a unique"
                    + " name for the object"));
  }

  @Test
  void saysOfADuplicateThatItsPredecessorIsGoing() {
    String held =
        configMap("going", "1").replace("{\"name\"", "{\"finalizers\":[\"a/b\"],\"name\"");
    api.create(maps, held);
    api.admin().delete(maps + "/going").then().statusCode(200);
    for (String dryRun : List.of("", "All")) {
      api.admin()
          .queryParam("dryRun", dryRun)
          .body(held)
          .post(maps)
          .then()
          .spec(
              status(
                  409,
                  "AlreadyExists",
                  "object is being deleted: configmaps \"going\" already exists"));
    }
    api.patch(Api.MERGE_PATCH, maps + "/going", "{\"metadata\":{\"finalizers\":null}}")
        .statusCode(200);
  }

  @Test
  void wantsToKnowWhichVersionOfSomeKindsAnUpdateReplaces() {
    api.admin()
        .body(
            """
            {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}""")
        .put(api.core("serviceaccounts/default"))
        .then()
        .spec(
            Api.status(
                422,
                "Invalid",
                "serviceaccounts \"default\" is invalid: metadata.resourceVersion: Invalid value:"
                    + " 0x0: must be specified for an update"));
    api.create(api.core("configmaps"), Api.configMap("free", "1"));
    api.admin()
        .body(Api.configMap("free", "2"))
        .put(api.core("configmaps/free"))
        .then()
        .statusCode(200);
  }
}
