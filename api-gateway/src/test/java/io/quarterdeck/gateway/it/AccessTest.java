package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is let in, as whom, and what each may do. */
@ExtendWith(SharedGateway.class)
class AccessTest {
  private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1/";
  private static final String NOBODY_LISTS =
      """
      {"user":"nobody","resourceAttributes":
       {"verb":"list","resource":"configmaps","namespace":"default"}}""";

  private static final String FORBIDDEN =
      "configmaps is forbidden: User \"%s\" cannot list resource \"configmaps\" in API group \"\" in"
          + " the namespace \"accesstest\"";

  private final Api api;
  private final String maps;

  AccessTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
  }

  @Test
  void takesThoseWithoutCredentialsForAnonymous() {
    api.anonymous()
        .get(maps)
        .then()
        .spec(status(403, "Forbidden", FORBIDDEN.formatted("system:anonymous")))
        .body("details.kind", equalTo("configmaps"));
    api.anonymous()
        .get("/")
        .then()
        .spec(
            status(403, "Forbidden", "forbidden: User \"system:anonymous\" cannot get path \"/\""));
    api.anonymous().get("/version").then().statusCode(200);
    api.anonymous().get("/readyz").then().statusCode(200);
  }

  @Test
  void refusesCredentialsThatProveNothing() {
    api.with("wrong").get(maps).then().spec(status(401, "Unauthorized", "Unauthorized"));
    api.with("wrong").get("/version").then().statusCode(401);
    api.anonymous()
        .header("Authorization", "Basic YTpi")
        .get(maps)
        .then()
        .spec(status(401, "Unauthorized", "Unauthorized"));
  }

  @Test
  void saysWhatAUserMayNot() {
    api.with(RunningGateway.NOBODYS_TOKEN)
        .get(maps)
        .then()
        .spec(status(403, "Forbidden", FORBIDDEN.formatted("nobody")));
    api.with(RunningGateway.NOBODYS_TOKEN)
        .body(configMap("x", "1"))
        .post(maps)
        .then()
        .statusCode(403);
    api.with(RunningGateway.NOBODYS_TOKEN)
        .delete("/api/v1/nodes/n")
        .then()
        .spec(
            status(
                403,
                "Forbidden",
                "nodes \"n\" is forbidden: User \"nobody\" cannot delete resource \"nodes\" in API"
                    + " group \"\" at the cluster scope"));
    api.with(RunningGateway.NOBODYS_TOKEN).get("/apis").then().statusCode(200);
    api.admin().get(maps + "/x").then().statusCode(404);
  }

  @Test
  void knowsClientsByTheirCertificates() {
    try (Client admin = Client.admin(api.gateway());
        Client nobody = new Client(api.gateway(), api.gateway().identity("nobody"))) {
      assertThat(admin.get(maps).statusCode()).isEqualTo(200);
      assertThat(nobody.get(maps).body()).contains("User \\\"nobody\\\" cannot list");
    }
  }

  @Test
  void letsANodeAtItsOwnAlone() {
    String secrets = api.core("secrets");
    api.create(
        secrets, "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"used\"}}");
    api.create(
        secrets, "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"other\"}}");
    api.create(
        api.core("pods"),
        Api.pod("mine")
            .replace(
                "\"spec\":{",
                "\"spec\":{\"nodeName\":\"n1\",\"volumes\":[{\"name\":\"v\","
                    + "\"secret\":{\"secretName\":\"used\"}}],"));
    try (Client one = node("n1");
        Client two = node("n2")) {
      assertThat(one.get(secrets + "/used").statusCode()).isEqualTo(200);
      assertThat(one.get(secrets + "/other").statusCode()).isEqualTo(403);
      assertThat(one.get(secrets).statusCode()).isEqualTo(403);
      assertThat(two.get(secrets + "/used").statusCode()).isEqualTo(403);
      String status = api.core("pods/mine/status");
      String patch = "{\"status\":{\"phase\":\"Running\"}}";
      assertThat(two.send("PATCH", status, Api.MERGE_PATCH, patch).statusCode()).isEqualTo(403);
      assertThat(one.send("PATCH", status, Api.MERGE_PATCH, patch).statusCode()).isEqualTo(200);
    }
  }

  private Client node(String name) {
    return new Client(api.gateway(), api.gateway().identity("system:node:" + name, "system:nodes"));
  }

  @Test
  void takesTheTokensThatItHandsOut() {
    String token =
        api.create(
                api.core("serviceaccounts/default/token"),
                "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}")
            .extract()
            .path("status.token");
    api.with(token)
        .get(maps)
        .then()
        .spec(
            status(
                403, "Forbidden", FORBIDDEN.formatted("system:serviceaccount:accesstest:default")));
    api.with(token.substring(0, token.length() - 8) + "AAAAAAAA").get(maps).then().statusCode(401);
  }

  @Test
  void refusesToActAsSomebodyElse() {
    api.admin()
        .header("Impersonate-User", "other")
        .get(maps)
        .then()
        .statusCode(403)
        .body("message", containsString("users \"other\" is forbidden"));
    api.admin().header("impersonate-group", "others").get(maps).then().statusCode(403);
  }

  @Test
  void tellsEverybodyWhatTheyMay() {
    api.with(RunningGateway.NOBODYS_TOKEN)
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
  void tellsWhatOthersMay() {
    access("subjectaccessreviews", "SubjectAccessReview", NOBODY_LISTS)
        .statusCode(201)
        .body("status.allowed", equalTo(false));
    access(
            "subjectaccessreviews",
            "SubjectAccessReview",
            """
            {"groups":["system:masters"],"nonResourceAttributes":{"verb":"get","path":"/x"}}""")
        .statusCode(201)
        .body("status.allowed", equalTo(true));
    access("subjectaccessreviews", "SubjectAccessReview", "{\"resourceAttributes\":{}}")
        .spec(
            status(
                422,
                "Invalid",
                "SubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.user: Invalid value:"
                    + " \"\": at least one of user or group must be specified"));
    access("selfsubjectaccessreviews", "SelfSubjectAccessReview", "{}")
        .statusCode(422)
        .body("details.causes.field", hasItem("spec.resourceAttributes"));
    String local = "namespaces/default/localsubjectaccessreviews";
    access(local, "LocalSubjectAccessReview", NOBODY_LISTS)
        .statusCode(201)
        .body("status.allowed", equalTo(false));
    access(local, "LocalSubjectAccessReview", NOBODY_LISTS.replace("default", "other"))
        .statusCode(422)
        .body("details.causes.field", hasItem("spec.resourceAttributes.namespace"));
    api.with(RunningGateway.NOBODYS_TOKEN)
        .body("{\"kind\":\"SubjectAccessReview\",\"spec\":" + NOBODY_LISTS + "}")
        .post(AUTHORIZATION + "subjectaccessreviews")
        .then()
        .statusCode(403);
  }

  @Test
  void listsTheRulesOfTheCaller() {
    access("selfsubjectrulesreviews", "SelfSubjectRulesReview", "{\"namespace\":\"default\"}")
        .statusCode(201)
        .body("status.resourceRules[0].verbs", hasItem("*"))
        .body("status.incomplete", equalTo(false));
    api.with(RunningGateway.NOBODYS_TOKEN)
        .body("{\"spec\":{\"namespace\":\"default\"}}")
        .post(AUTHORIZATION + "selfsubjectrulesreviews")
        .then()
        .statusCode(201)
        .body("status.nonResourceRules.nonResourceURLs.flatten()", hasItem("/healthz"))
        .body("status.resourceRules.resources.flatten()", hasItem("selfsubjectrulesreviews"));
    access("selfsubjectrulesreviews", "SelfSubjectRulesReview", "{}").statusCode(400);
  }

  @Test
  void tellsWhoseATokenIs() {
    String token = RunningGateway.NOBODYS_TOKEN;
    tokenReview("{\"token\":\"" + token + "\"}")
        .statusCode(201)
        .body("status.authenticated", equalTo(true))
        .body("status.user.username", equalTo("nobody"))
        .body("status.user.groups", hasItem("system:authenticated"));
    tokenReview("{\"token\":\"" + token + "\",\"audiences\":[\"elsewhere\"]}")
        .body("status.authenticated", nullValue())
        .body("status.error", equalTo("invalid bearer token"));
    tokenReview("{\"token\":\"made-up\"}").body("status.error", equalTo("invalid bearer token"));
    tokenReview("{}")
        .spec(status(400, "BadRequest", "token is required for TokenReview in authentication"));
    api.admin()
        .get("/apis/authentication.k8s.io/v1")
        .then()
        .body("resources.name", hasItems("tokenreviews", "selfsubjectreviews"));
  }

  private ValidatableResponse access(String path, String kind, String spec) {
    return review(AUTHORIZATION, path, kind, spec);
  }

  private ValidatableResponse tokenReview(String spec) {
    return review("/apis/authentication.k8s.io/v1/", "tokenreviews", "TokenReview", spec);
  }

  private ValidatableResponse review(String group, String path, String kind, String spec) {
    String version = group.substring("/apis/".length(), group.length() - 1);
    return api.admin()
        .body("{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"spec\":%s}".formatted(version, kind, spec))
        .post(group + path)
        .then();
  }
}
