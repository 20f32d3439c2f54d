package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataStrategyTest {
  private static final Fixture SECRETS = new Fixture(Resources.SECRETS);
  private static final Fixture CONFIG_MAPS = new Fixture(Resources.CONFIG_MAPS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"data":{"a/b":""}} | data[a/b]: Invalid value: "a/b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')
          {"data":{"..":""}} | data[..]: Invalid value: "..": must not be '..'
          {"data":{"..a":""}} | data[..a]: Invalid value: "..a": must not start with '..'
          {"type":"kubernetes.io/tls"} | data[tls.crt]: Required value;data[tls.key]: Required value
          {"type":"kubernetes.io/ssh-auth"} | data[ssh-privatekey]: Required value
          {"type":"kubernetes.io/basic-auth"} | data[username]: Required value;data[password]: Required value
          {"type":"kubernetes.io/basic-auth","stringData":{"username":"u"}} | ~~
          {"type":"kubernetes.io/dockerconfigjson"} | data[.dockerconfigjson]: Required value
          {"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"{"}} | data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": is no JSON
          {"type":"kubernetes.io/dockerconfigjson","stringData":{".dockerconfigjson":"{}"}} | ~~
          {"type":"kubernetes.io/service-account-token"} | metadata.annotations[kubernetes.io/service-account.name]: Required value
          """)
  void explainsWhatIsWrongWithASecret(String secret, String problems) {
    assertThat(String.join(";", SECRETS.problems(secret))).isEqualTo(problems);
  }

  @Test
  void limitsTheSizeOfWhatIsKept() {
    String mebibyte = "a".repeat(1024 * 1024);
    String base64 = java.util.Base64.getEncoder().encodeToString(new byte[1024 * 1024]);
    assertThat(CONFIG_MAPS.problems("{\"data\":{\"k\":\"" + mebibyte + "\"}}")).isEmpty();
    assertThat(CONFIG_MAPS.problems("{\"binaryData\":{\"k\":\"" + base64 + "\"}}")).isEmpty();
    assertThat(SECRETS.problems("{\"data\":{\"k\":\"" + base64 + "\"}}")).isEmpty();
    assertThat(CONFIG_MAPS.problems("{\"data\":{\"k\":\"" + mebibyte + "\",\"l\":\"b\"}}"))
        .containsExactly("[]: Too long: may not be more than 1048576 bytes");
    assertThat(SECRETS.problems("{\"data\":{\"k\":\"" + base64 + "\",\"l\":\"YQ==\"}}"))
        .containsExactly("data: Too long: may not be more than 1048576 bytes");
  }

  @Test
  void keepsWhatIsImmutable() {
    ApiObject map = CONFIG_MAPS.created("{\"data\":{\"k\":\"v\"},\"immutable\":true}");
    assertThat(CONFIG_MAPS.problemsOfUpdate(map, "{\"data\":{\"k\":\"w\"}}"))
        .containsExactly(
            "immutable: Forbidden: field is immutable when `immutable` is set",
            "data: Forbidden: field is immutable when `immutable` is set");
    ApiObject secret = SECRETS.created("{\"stringData\":{\"k\":\"v\"}}");
    assertThat(secret.json().path("data").path("k").asText()).isEqualTo("dg==");
    assertThat(secret.json().has("stringData")).isFalse();
    assertThat(SECRETS.problemsOfUpdate(secret, "{\"type\":\"other\"}"))
        .containsExactly("type: Invalid value: \"other\": field is immutable");
  }

  @Test
  void refusesAKeyInBothParts() {
    assertThat(CONFIG_MAPS.problems("{\"data\":{\"k\":\"v\"},\"binaryData\":{\"k\":\"dg==\"}}"))
        .isEqualTo(
            List.of("data[k]: Invalid value: \"k\": duplicate of key present in binaryData"));
  }
}
