package io.quarterdeck.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.schema.ObjectDecoder.Decoded;
import io.quarterdeck.model.schema.ObjectDecoder.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectDecoderTest {

  private static Decoded decode(String body, ResourceType type, FieldValidation validation)
      throws DecodeException {
    Format format = body.startsWith("{") ? Format.JSON : Format.YAML;
    return ObjectDecoder.decode(body.getBytes(StandardCharsets.UTF_8), format, type, validation);
  }

  private static JsonNode deployment(String spec) throws DecodeException {
    return decode("{\"spec\":" + spec + "}", Resources.DEPLOYMENTS, FieldValidation.STRICT)
        .object()
        .get("spec");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"replicas":"3"} | json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32
          {"replicas":1.5} | json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32
          {"replicas":99999999999} | json: cannot unmarshal number 99999999999 into Go struct field DeploymentSpec.spec.replicas of type int32
          {"paused":"yes"} | json: cannot unmarshal string into Go struct field DeploymentSpec.spec.paused of type bool
          {"template":[]} | json: cannot unmarshal array into Go struct field DeploymentSpec.spec.template of type v1.PodTemplateSpec
          {"template":{"spec":{"containers":{}}}} | json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container
          {"template":{"metadata":{"labels":{"a":1}}}} | json: cannot unmarshal number into Go struct field ObjectMeta.spec.template.metadata.labels of type string
          {"template":{"spec":{"restartPolicy":1}}} | json: cannot unmarshal number into Go struct field PodSpec.spec.template.spec.restartPolicy of type v1.RestartPolicy
          {"strategy":{"rollingUpdate":{"maxSurge":true}}} | json: cannot unmarshal bool into Go value of type int32
          {"template":{"spec":{"overhead":{"cpu":"x"}}}} | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
          {"foo":1} | strict decoding error: unknown field "spec.foo"
          {"replicas":1,"replicas":2} | strict decoding error: duplicate field "spec.replicas"
          {"a":1,"paused":true,"paused":true,"template":{"spec":{"containers":[{"b":1}]}}} | strict decoding error: unknown field "spec.a", duplicate field "spec.paused", unknown field "spec.template.spec.containers[0].b"
          """)
  void refusesWhatDoesNotFit(String spec, String why) {
    assertThatThrownBy(() -> deployment(spec))
        .isInstanceOf(DecodeException.class)
        .hasMessage("Deployment in version \"v1\" cannot be handled as a Deployment: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a":} | invalid character '}' looking for beginning of value
          {"a" 1} | invalid character '1' after object key
          {"a":1 "b":2} | invalid character '"' after object key:value pair
          {a:1} | invalid character 'a' looking for beginning of object key string
          {"a":[1 2]} | invalid character '2' after array element
          {"a":1}} | invalid character '}' after top-level value
          {"a":tru} | invalid character '}' in literal true (expecting 'e')
          {"a":"\\x"} | invalid character 'x' in string escape code
          {"a":01} | invalid character '1' after object key:value pair
          {"a":-} | invalid character '}' in numeric literal
          {"a":1 | unexpected end of JSON input
          """)
  void explainsMalformedJson(String json, String why) {
    assertThatThrownBy(() -> decode(json, Resources.PODS, FieldValidation.WARN))
        .hasMessage(
            "the object provided is unrecognized (must be of type Pod): couldn't get"
                + " version/kind; json parse error: "
                + why
                + " ("
                + (json.length() > 30 ? json.substring(0, 30) + " ..." : json)
                + ")");
  }

  @Test
  void limitsDepth() {
    assertThatThrownBy(
            () -> decode("{\"a\":" + "[".repeat(100_000), Resources.PODS, FieldValidation.WARN))
        .hasMessageContaining("exceeded max depth");
  }

  @Test
  void warnsOrIgnoresAndPrunes() throws DecodeException {
    String body =
        "{\"data\":{\"k\":\"v\"},\"extra\":{\"x\":1},\"metadata\":{\"name\":\"a\",\"no\":2}}";
    Decoded warned = decode(body, Resources.CONFIG_MAPS, FieldValidation.WARN);
    assertThat(warned.warnings())
        .containsExactly("unknown field \"extra\"", "unknown field \"metadata.no\"");
    assertThat(warned.object())
        .isEqualTo(
            json(
                "{\"data\":{\"k\":\"v\"},\"metadata\":{\"name\":\"a\"},"
                    + "\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"}"));
    Decoded ignored = decode(body, Resources.CONFIG_MAPS, FieldValidation.IGNORE);
    assertThat(ignored.warnings()).isEmpty();
    assertThat(ignored.object()).isEqualTo(warned.object());
  }

  @Test
  void dropsNullsAndEmptyCollectionsAsGoDoes() throws DecodeException {
    assertThat(
            deployment(
                """
                {"replicas":null,"selector":{"matchLabels":{}},"template":{"metadata":{"creationTimestamp":null},
                "spec":{"containers":[{"name":"a","resources":{},"env":[],"args":[null]}],
                "volumes":[{"name":"v","emptyDir":{}}]}}}"""))
        .isEqualTo(
            json(
                """
                {"selector":{},"template":{"metadata":{},"spec":{"containers":
                [{"name":"a","resources":{},"args":[""]}],
                "volumes":[{"name":"v","emptyDir":{}}]}}}"""));
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-01T00:00:00.123+02:00, 2019-12-31T22:00:00Z",
    "2020-02-29T23:59:59Z, 2020-02-29T23:59:59Z",
  })
  void keepsTimesInUtc(String given, String kept) throws DecodeException {
    assertThat(Times.seconds(given)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yesterday | parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"
          2020-13-01T00:00:00Z | parsing time "2020-13-01T00:00:00Z": month out of range
          2020-01-01 | parsing time "2020-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"
          2021-02-29T00:00:00Z | parsing time "2021-02-29T00:00:00Z": day out of range
          """)
  void explainsBadTimes(String given, String why) {
    assertThatThrownBy(() -> Times.seconds(given)).hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          0644 | 420
          0o17 | 15
          0x1F | 31
          0b11 | 3
          08 | 8
          1_000 | 1000
          1e3 | 1000
          1.50 | 1.5
          yes | true
          On | true
          n | false
          ~~ | null
          Null | null
          2001-12-14 | "2001-12-14"
          2001-12-14T21:59:43Z | "2001-12-14T21:59:43Z"
          12:30 | "12:30"
          '0644' | "0644"
          "yes" | "yes"
          !!str 12 | "12"
          1.2.3 | "1.2.3"
          -7 | -7
          0 | 0
          text | "text"
          """)
  void readsYamlScalarsAsKubernetesDoes(String yaml, String json) throws Exception {
    byte[] body = ("v: " + (yaml.equals("~~") ? "~" : yaml)).getBytes(StandardCharsets.UTF_8);
    assertThat(ObjectDecoder.parse(body, Format.YAML).get("v").toString()).isEqualTo(json);
  }

  @Test
  void reportsDuplicatesInYamlWithTheirLines() {
    assertThatThrownBy(
            () ->
                decode(
                    "metadata:\n  name: a\ndata:\n  k: a\n  k: b\nextra: 1\n",
                    Resources.CONFIG_MAPS,
                    FieldValidation.STRICT))
        .hasMessage(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                + " yaml: unmarshal errors:\n  line 5: key \"k\" already set in map, unknown field"
                + " \"extra\"");
  }

  @Test
  void mergesYamlAnchorsAndRefusesBombs() throws Exception {
    JsonNode merged =
        ObjectDecoder.parse(
            "a: &a {x: 1}\nb:\n  <<: *a\n  z: 2\n".getBytes(StandardCharsets.UTF_8), Format.YAML);
    assertThat(merged.get("b")).isEqualTo(json("{\"x\":1,\"z\":2}"));
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a" + i + ": &a" + i + " [")
          .append(("*a" + (i - 1) + ",").repeat(9))
          .append("]\n");
    }
    assertThatThrownBy(
            () ->
                ObjectDecoder.parse(bomb.toString().getBytes(StandardCharsets.UTF_8), Format.YAML))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void checksVersionAndKind() {
    assertThatThrownBy(
            () ->
                decode(
                    "{\"apiVersion\":\"v1\",\"kind\":\"Deployment\"}",
                    Resources.DEPLOYMENTS,
                    FieldValidation.WARN))
        .hasMessage(
            "the API version in the data (v1) does not match the expected API version (apps/v1)");
    assertThatThrownBy(
            () ->
                decode(
                    "{\"apiVersion\":\"v1\",\"kind\":\"Service\"}",
                    Resources.PODS,
                    FieldValidation.WARN))
        .hasMessageStartingWith("Service in version \"v1\" cannot be handled as a Pod: ");
  }

  @Test
  void decodesSecretsOnlyFromBase64() throws DecodeException {
    assertThat(
            decode("{\"data\":{\"a\":\"aGk=\"}}", Resources.SECRETS, FieldValidation.STRICT)
                .object()
                .at("/data/a")
                .asText())
        .isEqualTo("aGk=");
    assertThatThrownBy(
            () -> decode("{\"data\":{\"a\":\"a!\"}}", Resources.SECRETS, FieldValidation.STRICT))
        .hasMessage(
            "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input"
                + " byte 1");
  }

  @Test
  void decodingWhatWasEncodedChangesNothing() throws DecodeException {
    List<String> bodies =
        List.of(
            "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\","
                + "\"ports\":[{\"containerPort\":80}],\"resources\":{\"limits\":{\"cpu\":0.5}}}]}}",
            """
            metadata: {name: b, creationTimestamp: 2020-01-01T01:00:00+01:00}
            spec:
              containers:
              - {name: c, livenessProbe: {httpGet: {port: web}}}
            """);
    for (String body : bodies) {
      ObjectNode once = decode(body, Resources.PODS, FieldValidation.STRICT).object();
      String json = new String(Json.bytes(once), StandardCharsets.UTF_8);
      assertThat(decode(json, Resources.PODS, FieldValidation.STRICT).object()).isEqualTo(once);
    }
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The YAML library fails on these in its own way, which must not be ours. */
  @ParameterizedTest
  @ValueSource(strings = {"a: !!binary x", "%YAML 99999999999.1\n---\na: b"})
  void refusesYamlOnWhichItsParserFails(String yaml) {
    assertThatThrownBy(() -> decode(yaml, Resources.CONFIG_MAPS, FieldValidation.WARN))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("yaml: ");
  }

  /** As names of fields they could be stored, and nobody could read the object again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"a\\ud800\":\"\\udc00b\\ud83d\\udea2\"}}",
        "data: {\"a\\ud800\": \"\\udc00b\\ud83d\\udea2\"}"
      })
  void replacesHalvesOfCharacters(String body) throws Exception {
    JsonNode object = decode(body, Resources.CONFIG_MAPS, FieldValidation.STRICT).object();

    assertThat(Json.parse(Json.bytes(object)).get("data"))
        .isEqualTo(json("{\"a\ufffd\":\"\ufffdb\ud83d\udea2\"}"));
  }
}
