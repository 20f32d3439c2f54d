package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, in which words, and that nothing of it is stored. */
@ExtendWith(SharedGateway.class)
class BadInputTest {
  private static final String UNKNOWN =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"bad","nme":"x"},"dta":{}}""";

  private final Api api;
  private final String maps;

  BadInputTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
  }

  @AfterEach
  void nothingIsStored() {
    api.admin().get(maps).then().statusCode(200).body("items", hasSize(0));
  }

  private ValidatableResponse post(String query, String body) {
    return api.admin().body(body).post(maps + query).then();
  }

  @Test
  void refusesUnknownFieldsUnderStrictValidation() {
    post("?fieldValidation=Strict", UNKNOWN)
        .spec(
            status(
                400,
                "BadRequest",
                "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding"
                    + " error: unknown field \"metadata.nme\", unknown field \"dta\""));
    post(
            "?fieldValidation=Strict",
            configMap("bad", "1").replace("\"data\"", "\"data\":{},\"data\""))
        .spec(
            status(
                400,
                "BadRequest",
                "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding"
                    + " error: duplicate field \"data\""));
  }

  @Test
  void warnsOfUnknownFieldsOtherwise() {
    var warned = post("?dryRun=All", UNKNOWN).statusCode(201).body("dta", nullValue()).extract();
    assertThat(warned.headers().getValues("Warning"))
        .containsExactlyInAnyOrder(
            "299 - \"unknown field \\\"dta\\\"\"", "299 - \"unknown field \\\"metadata.nme\\\"\"");
    post("?dryRun=All&fieldValidation=Ignore", UNKNOWN)
        .statusCode(201)
        .header("Warning", nullValue());
    post("?fieldValidation=Sometimes", UNKNOWN)
        .spec(
            status(
                422,
                "Invalid",
                "CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value:"
                    + " \"Sometimes\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""));
  }

  @Test
  void refusesATimeoutThatIsNoDuration() {
    post("?timeout=soon", configMap("bad", "1"))
        .spec(
            status(
                400,
                "BadRequest",
                "invalid timeout specified in the request URL - time: invalid duration \"soon\""));
  }

  /** Its body does not come to its end. */
  @Test
  void waitsForARequestNoLongerThanItAsks() throws IOException {
    try (RawConnection connection =
        new RawConnection(
            api.gateway().url(), api.gateway().identity("somebody", "system:masters"))) {
      Buffer half =
          Buffer.buffer(
              "POST "
                  + maps
                  + "?timeout=200ms HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 1000\r\n\r\n{");

      assertThat(connection.exchange(new RawConnection.Request(half, false, false))).isEqualTo(504);
    }
  }

  /** A header that cannot be written must not keep the answer back. */
  @Test
  void warnsOfFieldsWhoseNamesNoHeaderCarries() {
    post("?dryRun=All", configMap("bad", "1").replace("\"data\"", "\"a\\r\\u0000b\":1,\"data\""))
        .statusCode(201)
        .header("Warning", "299 - \"unknown field \\\"a  b\\\"\"");
  }

  @Test
  void refusesAWrongType() {
    post("", configMap("bad", "1").replace("\"1\"", "1"))
        .spec(
            status(
                400,
                "BadRequest",
                "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot"
                    + " unmarshal number into Go struct field ConfigMap.data of type string"));
  }

  @Test
  void refusesAnInvalidName() {
    post("", configMap("Not_Good", "1"))
        .spec(
            status(
                422,
                "Invalid",
                "ConfigMap \"Not_Good\" is invalid: metadata.name: Invalid value: \"Not_Good\": a"
                    + " lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
                    + " characters, '-' or '.', and must start and end with an alphanumeric"
                    + " character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"))
        .body("details.kind", equalTo("ConfigMap"))
        .body("details.causes[0].field", equalTo("metadata.name"))
        .body("details.causes[0].reason", equalTo("FieldValueInvalid"));
    post("", configMap("", "1"))
        .spec(
            status(
                422,
                "Invalid",
                "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is"
                    + " required"));
  }

  @Test
  void refusesMalformedJson() {
    post("", "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",")
        .spec(
            status(
                400,
                "BadRequest",
                "the object provided is unrecognized (must be of type ConfigMap): couldn't get"
                    + " version/kind; json parse error: unexpected end of JSON input"
                    + " ({\"apiVersion\":\"v1\",\"kind\":\"Con ...)"));
  }

  @Test
  void refusesAnotherKind() {
    post("", configMap("bad", "1").replace("ConfigMap", "Secret"))
        .statusCode(400)
        .body("reason", equalTo("BadRequest"));
    post("", configMap("bad", "1").replace("\"v1\"", "\"v2\""))
        .spec(
            status(
                400,
                "BadRequest",
                "the API version in the data (v2) does not match the expected API version (v1)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/default/gadgets",
        "/apis/example.com/v1/gadgets",
        "/apis/apps/v2/namespaces/default/deployments",
        "/api/v1/namespaces/default/configmaps/x/status"
      })
  void knowsNoOtherResources(String path) {
    api.admin()
        .get(path)
        .then()
        .spec(status(404, "NotFound", "the server could not find the requested resource"));
  }

  @Test
  void refusesWhatIsTooLarge() {
    post("", configMap("bad", "x".repeat(4 << 20)))
        .spec(status(413, "RequestEntityTooLarge", "Request entity too large: limit is 3145728"));
    post("", configMap("bad", "x".repeat(2 << 20)))
        .spec(
            status(
                422,
                "Invalid",
                "ConfigMap \"bad\" is invalid: []: Too long: may not be more than 1048576 bytes"));
  }
}
