package io.quarterdeck.role.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  @Test
  void anEventNamesItsObject() {
    ApiObject pod =
        object(
            "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'a','uid':'u',"
                + "'resourceVersion':'7'}}");

    ApiObject event = EventRecorder.event(EventNote.warning(pod, "Bad", "it is"), "me", NOW);

    assertThat(event.name()).matches("p\\.[0-9a-f]{16}");
    assertThat(event)
        .isEqualTo(
            object(
                """
                {'apiVersion':'v1','kind':'Event','metadata':{'name':'NAME','namespace':'a'},
                 'involvedObject':{'apiVersion':'v1','kind':'Pod','name':'p','namespace':'a',
                  'uid':'u','resourceVersion':'7'},
                 'reason':'Bad','message':'it is','source':{'component':'me'},
                 'firstTimestamp':'2026-01-02T03:04:05Z','lastTimestamp':'2026-01-02T03:04:05Z',
                 'count':1,'type':'Warning','reportingComponent':'me','reportingInstance':''}
                """
                    .replace("NAME", event.name())));
  }

  @Test
  void theSameThingSaidAgainIsTheSameEvent() {
    ApiObject node = object("{'apiVersion':'v1','kind':'Node','metadata':{'name':'n','uid':'u'}}");
    EventNote note = EventNote.normal(node, "Lost", "gone");

    ApiObject first = EventRecorder.event(note, "me", NOW);
    ApiObject second = EventRecorder.event(note, "me", NOW.plusSeconds(60));

    assertThat(first.namespace()).isEqualTo("default");
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(EventRecorder.event(note, "other", NOW).key()).isNotEqualTo(first.key());
  }

  private static ApiObject object(String text) {
    return ApiObject.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
