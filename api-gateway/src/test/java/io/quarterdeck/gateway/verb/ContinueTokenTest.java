package io.quarterdeck.gateway.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.gateway.http.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContinueTokenTest {

  @Test
  void isWhatItWasWrittenFrom() {
    ContinueToken token = new ContinueToken(12, "default/name");

    assertThat(ContinueToken.decode(token.encode())).isEqualTo(token);
    assertThat(ContinueToken.decode(token.atNewest().encode()).isAtNewest()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no place            | {'v':'meta.k8s.io/v1','rv':1,'start':'nowhere~u0000'}
          nothing behind it   | {'v':'meta.k8s.io/v1','rv':1,'start':'a/b'}
          another version     | {'v':'meta.k8s.io/v2','rv':1,'start':'a/b~u0000'}
          no revision         | {'v':'meta.k8s.io/v1','rv':0,'start':'a/b~u0000'}
          not even an object  | 1
          not even JSON       | {
          """)
  void refusesWhatTheServerDidNotMake(String what, String json) {
    byte[] bytes = json.replace('\'', '"').replace('~', '\\').getBytes(StandardCharsets.UTF_8);
    String token = Base64.getUrlEncoder().encodeToString(bytes);

    assertThatThrownBy(() -> ContinueToken.decode(token))
        .as(what)
        .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code()).isEqualTo(400))
        .hasMessage("continue key is not valid: " + token);
  }
}
