package io.quarterdeck.gateway.it;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.restassured.specification.ResponseSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The API as one test class sees it: an administrator's requests, and a namespace to itself. */
record Api(RunningGateway gateway, String namespace) {
  static final String JSON = "application/json";
  static final String JSON_PATCH = "application/json-patch+json";
  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";

  static Api of(RunningGateway gateway, Class<?> test) {
    Api api = new Api(gateway, test.getSimpleName().toLowerCase(Locale.ROOT));
    api.create(
        "/api/v1/namespaces",
        """
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"}}"""
            .formatted(api.namespace));
    api.create(
        api.core("serviceaccounts"),
        """
        {"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}""");
    return api;
  }

  /** A path of the core group in the namespace of these tests. */
  String core(String rest) {
    return "/api/v1/namespaces/" + namespace + "/" + rest;
  }

  String in(String groupVersion, String rest) {
    return "/apis/" + groupVersion + "/namespaces/" + namespace + "/" + rest;
  }

  RequestSpecification admin() {
    return with(RunningGateway.TOKEN);
  }

  RequestSpecification with(String token) {
    return anonymous().header("Authorization", "Bearer " + token);
  }

  RequestSpecification anonymous() {
    RestAssuredConfig config =
        RestAssured.config()
            .encoderConfig(
                EncoderConfig.encoderConfig()
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));
    return RestAssured.given().config(config).baseUri(gateway.url()).contentType(JSON);
  }

  ValidatableResponse create(String path, String body) {
    return admin().body(body).post(path).then().statusCode(201);
  }

  ValidatableResponse patch(String contentType, String path, String body) {
    return admin().contentType(contentType).body(bytes(body)).patch(path).then();
  }

  /** A body that goes out as it is, whatever its type. */
  static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** The revision that a list of a collection is as of. */
  String revision(String path) {
    return admin().get(path).then().statusCode(200).extract().path("metadata.resourceVersion");
  }

  static String configMap(String name, String value) {
    return """
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"},"data":{"a":"%s"}}"""
        .formatted(name, value);
  }

  static String pod(String name) {
    return """
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"%s"},
     "spec":{"containers":[{"name":"c","image":"i"}]}}"""
        .formatted(name);
  }

  /** A failure as clients know it. */
  static ResponseSpecification status(int code, String reason, String message) {
    return new ResponseSpecBuilder()
        .expectBody("kind", equalTo("Status"))
        .expectBody("status", equalTo("Failure"))
        .expectBody("message", equalTo(message))
        .expectBody("reason", equalTo(reason))
        .expectBody("code", equalTo(code))
        .expectStatusCode(code)
        .build();
  }
}
