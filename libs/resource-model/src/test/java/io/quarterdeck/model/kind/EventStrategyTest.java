package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.patch.MergePatch;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStrategyTest {
  private static final Fixture CORE = new Fixture(Resources.EVENTS);

  private static final Fixture OWN = Fixture.of("events.k8s.io", "events");
  private static final String NEW =
      "\"eventTime\":\"2026-01-01T00:00:00.000000Z\",\"reportingInstance\":\"i\",\"action\":\"A\","
          + "\"reason\":\"R\",\"type\":\"Normal\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          n | n | ~~
          default | ~~ | ~~
          default | default | ~~
          n | ~~ | involvedObject.namespace: Invalid value: "": does not match event.namespace
          n | m | involvedObject.namespace: Invalid value: "m": does not match event.namespace
          kube-system | ~~ | involvedObject.namespace: Invalid value: "": does not match event.namespace
          """)
  void isWhereItsObjectIs(String namespace, String about, String problems) {
    assertThat(String.join(";", CORE.problems(core(namespace, about, "")))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          n | m | ~~
          default | ~~ | ~~
          kube-system | ~~ | ~~
          n | ~~ | involvedObject.namespace: Invalid value: "": does not match event.namespace
          """)
  void isAnywhereWhenItHasATime(String namespace, String about, String problems) {
    String core = core(namespace, about, ",\"reportingComponent\":\"c\"," + NEW);
    assertThat(String.join(";", CORE.problems(core))).isEqualTo(problems);
    String own =
        core.replace("involvedObject", "regarding")
            .replace("reportingComponent", "reportingController");
    assertThat(String.join(";", OWN.problems(own))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | reportingController: Required value;reportingController: Invalid value: "": name part must be non-empty;reportingController: Invalid value: "": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]');reportingInstance: Required value;action: Required value;reason: Required value
          {"reportingComponent":"a/c","reportingInstance":"i","action":"A","reason":"R"} | ~~
          {"reportingComponent":"a/b/c","reportingInstance":"i","action":"A","reason":"R"} | reportingController: Invalid value: "a/b/c": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')
          {"reportingComponent":"c","reportingInstance":"LONG","action":"LONG","reason":"LONG"} | reportingInstance: Invalid value: "": can have at most 128 characters;action: Invalid value: "": can have at most 128 characters;reason: Invalid value: "": can have at most 128 characters
          {"reportingComponent":"c","reportingInstance":"i","action":"A","reason":"R","message":"NOTE"} | message: Invalid value: "": can have at most 1024 characters
          """)
  void saysWhoTellsWhat(String event, String problems) {
    String timed =
        event
            .replaceFirst("\\{", "{\"involvedObject\":{\"namespace\":\"n\"},\"eventTime\":\"t\",")
            .replace(",}", "}")
            .replace("LONG", "a".repeat(129))
            .replace("NOTE", "a".repeat(1025));
    assertThat(String.join(";", CORE.problems(timed))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | ~~
          {"series":{"count":2,"lastObservedTime":"2026-01-01T00:00:01.000000Z"}} | ~~
          {"type":"Fine"} | type: Invalid value: "": has invalid value: Fine
          {"series":{"count":1,"lastObservedTime":"2026-01-01T00:00:01.000000Z"}} | series.count: Invalid value: "": should be at least 2
          {"series":{}} | series.count: Invalid value: "": should be at least 2;series.lastObservedTime: Required value
          {"eventTime":null} | eventTime: Required value
          {"deprecatedFirstTimestamp":"2026-01-01T00:00:00Z"} | firstTimestamp: Invalid value: "": needs to be unset
          {"deprecatedLastTimestamp":"2026-01-01T00:00:00Z"} | lastTimestamp: Invalid value: "": needs to be unset
          {"deprecatedCount":1} | count: Invalid value: "": needs to be unset
          {"deprecatedSource":{"host":"h"}} | source: Invalid value: "": needs to be unset
          {"note":"n","related":{"kind":"K"}} | ~~
          """)
  void isOfOneFormInItsOwnGroup(String change, String problems) {
    assertThat(String.join(";", OWN.problems(own(change)))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"series":{"count":2,"lastObservedTime":"2026-01-01T00:00:01.000000Z"}} | ~~
          {"series":{"count":0,"lastObservedTime":"2026-01-01T00:00:01.000000Z"}} | series.count: Invalid value: "": should be at least 2
          {"metadata":{"labels":{"a":"b"}}} | ~~
          {"regarding":{"kind":"Pod"}} | involvedObject: Invalid value: {"namespace":"n","kind":"Pod"}: field is immutable
          {"reason":"S"} | reason: Invalid value: "S": field is immutable
          {"note":"m"} | message: Invalid value: "m": field is immutable
          {"deprecatedSource":{"component":"c"}} | source: Invalid value: {"component":"c"}: field is immutable
          {"deprecatedFirstTimestamp":"2026-01-01T00:00:00Z"} | firstTimestamp: Invalid value: "2026-01-01T00:00:00Z": field is immutable
          {"deprecatedLastTimestamp":"2026-01-01T00:00:00Z"} | lastTimestamp: Invalid value: "2026-01-01T00:00:00Z": field is immutable
          {"deprecatedCount":1} | count: Invalid value: 1: field is immutable
          {"type":"Warning"} | type: Invalid value: "Warning": field is immutable
          {"eventTime":"2026-01-01T00:00:02.000000Z"} | eventTime: Invalid value: "2026-01-01T00:00:02.000000Z": field is immutable
          {"action":"B"} | action: Invalid value: "B": field is immutable
          {"related":{"kind":"K"}} | related: Invalid value: {"kind":"K"}: field is immutable
          {"reportingController":"d"} | reportingController: Invalid value: "d": field is immutable
          {"reportingInstance":"j"} | reportingInstance: Invalid value: "j": field is immutable
          """)
  void onlyItsSeriesGoesOnInItsOwnGroup(String change, String problems) {
    ApiObject old = OWN.created(own("{}"));
    assertThat(String.join(";", OWN.problemsOfUpdate(old, own(change)))).isEqualTo(problems);
  }

  @Test
  void keepsTheFormThatItHas() {
    ApiObject old =
        OWN.created(
            "{\"regarding\":{\"namespace\":\"n\"},\"deprecatedSource\":{\"component\":\"c\"}}");
    ApiObject labelled = old.copy();
    labelled.json().withObject("/metadata/labels").put("a", "b");
    assertThat(OWN.problemsOfUpdate(old, labelled.json().toString())).isEmpty();
  }

  @Test
  void mayChangeInTheCore() {
    ApiObject old = CORE.created("{\"involvedObject\":{\"namespace\":\"n\"},\"reason\":\"R\"}");
    assertThat(
            CORE.problemsOfUpdate(
                old, "{\"involvedObject\":{\"namespace\":\"n\"},\"reason\":\"S\",\"count\":2}"))
        .isEmpty();
  }

  @Test
  void isCalledAnythingInTheCoreAlone() {
    String named = "{\"metadata\":{\"name\":\"Pod_1\"},";
    assertThat(CORE.problems(named + "\"involvedObject\":{\"namespace\":\"n\"}}")).isEmpty();
    assertThat(OWN.problems(own("{\"metadata\":{\"name\":\"Pod_1\"}}")))
        .singleElement()
        .asString()
        .startsWith("metadata.name: Invalid value: \"Pod_1\": a lowercase RFC 1123 subdomain");
  }

  private static String core(String namespace, String about, String more) {
    return "{\"metadata\":{\"namespace\":\""
        + namespace
        + "\"},\"involvedObject\":{\"namespace\":\""
        + about
        + "\"}"
        + more
        + "}";
  }

  /** An Event as its own group has it, with a change. */
  private static String own(String change) {
    String event =
        "{\"regarding\":{\"namespace\":\"n\"},\"reportingController\":\"c\"," + NEW + "}";
    return MergePatch.apply(json(event), json(change)).toString();
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
