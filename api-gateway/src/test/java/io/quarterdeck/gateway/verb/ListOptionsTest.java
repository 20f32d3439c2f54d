package io.quarterdeck.gateway.verb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.request.Query;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListOptionsTest {
  private static final String INVALID = "ListOptions.meta.k8s.io \"\" is invalid: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sendInitialEvents=true"
            + "| sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
        "sendInitialEvents=false"
            + "| sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
        "resourceVersionMatch=Newest&continue=x"
            + "| [resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless"
            + " resourceVersion is provided, resourceVersionMatch: Forbidden: resourceVersionMatch"
            + " is forbidden when continue is provided, resourceVersionMatch: Unsupported value:"
            + " \"Newest\": supported values: \"Exact\", \"NotOlderThan\", \"\"]",
        "resourceVersionMatch=Exact&resourceVersion=0&sendInitialEvents=1"
            + "| [resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for"
            + " resourceVersion \"0\", sendInitialEvents: Forbidden: sendInitialEvents is forbidden"
            + " for list]",
      })
  void areRefusedForAList(String query, String why) {
    assertThatThrownBy(() -> ListOptions.requireSenseOfList(Query.parse(query)))
        .isInstanceOf(Failure.class)
        .hasMessage(INVALID + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sendInitialEvents=true&allowWatchBookmarks=true"
            + "| resourceVersionMatch: Forbidden: sendInitialEvents requires setting"
            + " resourceVersionMatch to NotOlderThan",
        "sendInitialEvents=false"
            + "| resourceVersionMatch: Forbidden: sendInitialEvents requires setting"
            + " resourceVersionMatch to NotOlderThan",
        "resourceVersionMatch=NotOlderThan"
            + "| resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch"
            + " unless sendInitialEvents is provided",
        "sendInitialEvents=true&resourceVersionMatch=Exact&resourceVersion=5"
            + "| [resourceVersionMatch: Forbidden: sendInitialEvents requires setting"
            + " resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value:"
            + " \"Exact\": supported values: \"NotOlderThan\"]",
        "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&continue=x"
            + "| resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue"
            + " is provided",
        "continue=x"
            + "| resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue"
            + " is provided",
      })
  void areRefusedForAWatch(String query, String why) {
    assertThatThrownBy(() -> ListOptions.requireSenseOfWatch(Query.parse(query)))
        .isInstanceOf(Failure.class)
        .hasMessage(INVALID + why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "resourceVersion=5&continue=x",
        "sendInitialEvents=true&resourceVersionMatch=NotOlderThan",
        "sendInitialEvents=false&resourceVersionMatch=NotOlderThan&resourceVersion=5",
      })
  void areTakenForAWatch(String query) {
    assertThatCode(() -> ListOptions.requireSenseOfWatch(Query.parse(query)))
        .doesNotThrowAnyException();
  }
}
