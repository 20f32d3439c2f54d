package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How objects go: at once, after their grace, when their finalizers let them. */
@ExtendWith(SharedGateway.class)
class DeletionTest {
  private final Api api;
  private final String maps;
  private final String pods;

  DeletionTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
    this.pods = api.core("pods");
  }

  private ValidatableResponse delete(String path, String options) {
    return api.admin().body(options).delete(path).then();
  }

  private static String held(String name) {
    return configMap(name, "1")
        .replace("{\"name\"", "{\"finalizers\":[\"example.com/hold\"],\"name\"");
  }

  @Test
  void answersWithASuccessThatNamesTheObject() {
    String uid = api.create(maps, configMap("gone", "1")).extract().path("metadata.uid");
    delete(maps + "/gone", "{}")
        .statusCode(200)
        .body("kind", equalTo("Status"))
        .body("status", equalTo("Success"))
        .body("details.name", equalTo("gone"))
        .body("details.kind", equalTo("configmaps"))
        .body("details.uid", equalTo(uid));
    delete(maps + "/gone", "{}").spec(status(404, "NotFound", "configmaps \"gone\" not found"));
  }

  @Test
  void waitsForFinalizers() {
    api.create(maps, held("held"));
    delete(maps + "/held", "{}")
        .statusCode(200)
        .body("kind", equalTo("ConfigMap"))
        .body("metadata.deletionTimestamp", notNullValue())
        .body("metadata.deletionGracePeriodSeconds", equalTo(0));
    api.patch(
            Api.MERGE_PATCH,
            maps + "/held",
            "{\"metadata\":{\"finalizers\":[\"example.com/hold\",\"example.com/more\"]}}")
        .spec(
            status(
                422,
                "Invalid",
                "ConfigMap \"held\" is invalid: metadata.finalizers: Forbidden: no new finalizers"
                    + " can be added if the object is being deleted, found new finalizers"
                    + " []string{\"example.com/more\"}"));
    api.patch(Api.MERGE_PATCH, maps + "/held", "{\"metadata\":{\"finalizers\":null}}")
        .statusCode(200);
    api.admin().get(maps + "/held").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({"Foreground,foregroundDeletion", "Orphan,orphan"})
  void leavesDependentsToTheGarbageCollector(String policy, String finalizer) {
    String path = maps + "/" + finalizer.toLowerCase(Locale.ROOT);
    api.create(maps, configMap(finalizer.toLowerCase(Locale.ROOT), "1"));
    delete(path, "{\"propagationPolicy\":\"" + policy + "\"}").statusCode(200);
    api.admin()
        .get(path)
        .then()
        .statusCode(200)
        .body("metadata.finalizers", contains(finalizer))
        .body("metadata.deletionTimestamp", notNullValue());
    delete(path, "{\"propagationPolicy\":\"Background\"}").statusCode(200);
    api.admin().get(path).then().statusCode(404);
  }

  /** As ever since there were no collectors: what these own stays, unless the request says else. */
  @Test
  void orphansWhatJobsOwn() {
    String jobs = api.in("batch/v1", "jobs");
    api.create(
        jobs,
        """
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"usual"},
         "spec":{"template":{"spec":{"restartPolicy":"Never",
          "containers":[{"name":"c","image":"i"}]}}}}""");
    delete(jobs + "/usual", "{}").statusCode(200).body("metadata.finalizers", contains("orphan"));
    delete(jobs + "/usual", "{\"propagationPolicy\":\"Background\"}").statusCode(200);
    api.admin().get(jobs + "/usual").then().statusCode(404);
  }

  @Test
  void waitsForNobodyWhoOwnsNothing() {
    String events = api.core("events");
    api.create(
        events,
        """
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"heard"},"reason":"Heard",
         "involvedObject":{"kind":"Pod","name":"p","namespace":"%s"}}"""
            .formatted(api.namespace()));
    delete(events + "/heard", "{\"propagationPolicy\":\"Foreground\"}").statusCode(200);
    api.admin().get(events + "/heard").then().statusCode(404);
  }

  @Test
  void refusesAnUnknownPolicy() {
    api.create(maps, configMap("policy", "1"));
    delete(maps + "/policy", "{\"propagationPolicy\":\"Sideways\"}")
        .spec(
            status(
                422,
                "Invalid",
                "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value:"
                    + " \"Sideways\": supported values: \"Foreground\", \"Background\","
                    + " \"Orphan\", \"nil\""));
    api.admin().get(maps + "/policy").then().statusCode(200);
  }

  @Test
  void deletesTheObjectThatIsMeant() {
    String uid = api.create(maps, configMap("meant", "1")).extract().path("metadata.uid");
    delete(maps + "/meant", "{\"preconditions\":{\"uid\":\"another\"}}")
        .spec(
            status(
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"meant\": Precondition failed: UID in"
                    + " precondition: another, UID in object meta: "
                    + uid));
    delete(maps + "/meant", "{\"preconditions\":{\"resourceVersion\":\"1\"}}")
        .statusCode(409)
        .body("reason", equalTo("Conflict"));
    delete(maps + "/meant", "{\"preconditions\":{\"uid\":\"" + uid + "\"}}").statusCode(200);
  }

  @Test
  void givesAPodItsGraceAndShortensItOnly() {
    bound("graceful");
    String first = deletionTime(delete(pods + "/graceful", "{}"), 30);
    String shorter = deletionTime(delete(pods + "/graceful", "{\"gracePeriodSeconds\":5}"), 5);
    String longer = deletionTime(delete(pods + "/graceful", "{\"gracePeriodSeconds\":60}"), 5);

    assertThat(Duration.between(Instant.parse(shorter), Instant.parse(first)))
        .isEqualTo(Duration.ofSeconds(25));
    assertThat(longer).isEqualTo(shorter);
    delete(pods + "/graceful?gracePeriodSeconds=0", "").statusCode(200);
    api.admin().get(pods + "/graceful").then().statusCode(404);
  }

  private static String deletionTime(ValidatableResponse pod, int grace) {
    return pod.statusCode(200)
        .body("kind", equalTo("Pod"))
        .body("metadata.deletionGracePeriodSeconds", equalTo(grace))
        .extract()
        .path("metadata.deletionTimestamp");
  }

  private void bound(String name) {
    api.create(pods, Api.pod(name));
    api.create(
        pods + "/" + name + "/binding",
        """
        {"apiVersion":"v1","kind":"Binding","metadata":{"name":"%s"},
         "target":{"apiVersion":"v1","kind":"Node","name":"somewhere"}}"""
            .formatted(name));
  }

  @Test
  void letsAPodThatNobodyRunsGoAtOnce() {
    api.create(pods, Api.pod("waiting"));
    delete(pods + "/waiting", "{}").statusCode(200).body("kind", equalTo("Pod"));
    api.admin().get(pods + "/waiting").then().statusCode(404);
  }

  @Test
  void deletesAllThatAreSelected() {
    for (String name : new String[] {"many-a", "many-b", "many-c"}) {
      api.create(
          maps,
          configMap(name, "1")
              .replace("{\"name\"", "{\"labels\":{\"many\":\"" + name + "\"},\"name\""));
    }
    api.admin()
        .queryParam("labelSelector", "many,many!=many-c")
        .delete(maps)
        .then()
        .statusCode(200)
        .body("kind", equalTo("ConfigMapList"))
        .body("items", hasSize(2));
    api.admin()
        .queryParam("labelSelector", "many")
        .get(maps)
        .then()
        .body("items.metadata.name", contains("many-c"));
  }

  @Test
  void keepsTheNamespacesThatAClusterNeeds() {
    delete("/api/v1/namespaces/kube-system", "{}")
        .spec(
            status(
                403,
                "Forbidden",
                "namespaces \"kube-system\" is forbidden: this namespace may not be deleted"));
  }

  @Test
  void takesNothingNewIntoANamespaceThatEnds() {
    api.create(
        "/api/v1/namespaces",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"ending\"}}");
    delete("/api/v1/namespaces/ending", "{}")
        .statusCode(200)
        .body("status.phase", equalTo("Terminating"))
        .body("spec.finalizers", contains("kubernetes"));
    phase("ending", "Active")
        .spec(
            status(
                422,
                "Invalid",
                "Namespace \"ending\" is invalid: status.Phase: Invalid value: \"Active\": may only be"
                    + " 'Terminating' if `deletionTimestamp` is not empty"));
    phase("default", "Terminating")
        .statusCode(422)
        .body("message", containsString("may only be 'Active' if `deletionTimestamp` is empty"));
    api.admin()
        .body(configMap("late", "1"))
        .post("/api/v1/namespaces/ending/configmaps")
        .then()
        .spec(
            status(
                403,
                "Forbidden",
                "configmaps \"late\" is forbidden: unable to create new content in namespace ending"
                    + " because it is being terminated"));
  }

  private ValidatableResponse phase(String namespace, String phase) {
    return api.patch(
        Api.MERGE_PATCH,
        "/api/v1/namespaces/" + namespace + "/status",
        "{\"status\":{\"phase\":\"" + phase + "\"}}");
  }
}
