package io.quarterdeck.role.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.role.event.EventCorrelator.Series;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final ApiObject POD =
      object(
          "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'a','uid':'u',"
              + "'resourceVersion':'7'}}");

  private final EventCorrelator correlator = new EventCorrelator();

  @Test
  void anEventNamesItsObjectAndWhoSaysIt() {
    Series series = new Series("p.1", "it is", NOW, 3);

    ApiObject event =
        EventRecorder.event(
            EventNote.warning(POD, "Bad", "it is"), series, "kubelet", "n1", NOW.plusSeconds(2));

    assertThat(event)
        .isEqualTo(
            object(
                """
                {'apiVersion':'v1','kind':'Event','metadata':{'name':'p.1','namespace':'a'},
                 'involvedObject':{'apiVersion':'v1','kind':'Pod','name':'p','namespace':'a',
                  'uid':'u','resourceVersion':'7'},
                 'reason':'Bad','message':'it is','source':{'component':'kubelet','host':'n1'},
                 'firstTimestamp':'2026-01-02T03:04:05Z','lastTimestamp':'2026-01-02T03:04:07Z',
                 'count':3,'type':'Warning','reportingComponent':'kubelet',
                 'reportingInstance':'n1'}
                """));
  }

  @Test
  void theSameThingSaidAgainRaisesTheCount() {
    Series first = said("Lost", "gone", NOW).orElseThrow();
    Series second = said("Lost", "gone", NOW.plusSeconds(60)).orElseThrow();

    assertThat(second).isEqualTo(new Series(first.name(), "gone", NOW, 2));
    assertThat(said("Lost", "found", NOW).orElseThrow().name()).isNotEqualTo(first.name());
  }

  @Test
  void namesKeepTheOrderInWhichThingsWereSaid() {
    List<String> names =
        Stream.of("Pulled", "Created", "Started")
            .map(reason -> said(reason, "", NOW).orElseThrow().name())
            .toList();

    assertThat(names).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void manyMessagesForOneReasonAreToldAsOne() {
    List<Series> told =
        IntStream.range(0, 12)
            .mapToObj(each -> said("Failed", "try " + each, NOW).orElseThrow())
            .toList();

    assertThat(told.subList(0, 9)).allMatch(Series::isNew);
    assertThat(told.get(9).message()).isEqualTo("(combined from similar events): try 9");
    assertThat(told.get(11))
        .isEqualTo(
            new Series(told.get(9).name(), "(combined from similar events): try 11", NOW, 3));
    assertThat(said("Failed", "much later", NOW.plusSeconds(601)).orElseThrow().message())
        .isEqualTo("much later");
  }

  @Test
  void anObjectHasABudgetThatRefillsSlowly() {
    long passed =
        IntStream.range(0, 100).filter(each -> said("Again", "", NOW).isPresent()).count();

    assertThat(passed).isEqualTo(25);
    assertThat(said("Again", "", NOW.plusSeconds(299))).isEmpty();
    assertThat(said("Again", "", NOW.plusSeconds(301)).orElseThrow().count()).isEqualTo(102);
    assertThat(said("Again", "", NOW.plusSeconds(302))).isEmpty();
  }

  @Test
  void anEventThatExpiredBeginsAgain() {
    Series first = said("Lost", "gone", NOW).orElseThrow();
    Series again = said("Lost", "gone", NOW.plusSeconds(1)).orElseThrow();

    Series renewed =
        correlator.renew(EventNote.normal(POD, "Lost", "gone"), again, NOW.plusSeconds(1));

    assertThat(renewed.name()).isNotEqualTo(first.name());
    assertThat(said("Lost", "gone", NOW.plusSeconds(2)))
        .contains(new Series(renewed.name(), "gone", NOW.plusSeconds(1), 2));
  }

  private Optional<Series> said(String reason, String message, Instant now) {
    return correlator.correlate(EventNote.normal(POD, reason, message), now);
  }

  private static ApiObject object(String text) {
    return ApiObject.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
