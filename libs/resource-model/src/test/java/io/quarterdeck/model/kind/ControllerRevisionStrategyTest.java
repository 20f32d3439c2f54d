package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerRevisionStrategyTest {
  private static final Fixture REVISIONS = Fixture.of("apps", "controllerrevisions");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"revision":0,"data":{}} | ~~
          {"data":{}} | ~~
          {"revision":1} | data: Required value: data is mandatory
          {"revision":1,"data":null} | data: Required value: data is mandatory
          {"revision":-1,"data":{"a":1}} | revision: Invalid value: -1: must be greater than or equal to 0
          """)
  void explainsWhatIsWrong(String revision, String problems) {
    assertThat(String.join(";", REVISIONS.problems(revision))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"revision":1,"data":{"a":2}} | data: Invalid value: {"a":2}: field is immutable
          {"revision":7,"data":{"a":1}} | ~~
          """)
  void keepsItsData(String revision, String problems) {
    ApiObject old = REVISIONS.created("{\"revision\":1,\"data\":{\"a\":1}}");
    assertThat(String.join(";", REVISIONS.problemsOfUpdate(old, revision))).isEqualTo(problems);
  }
}
