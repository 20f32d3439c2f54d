package io.quarterdeck.state.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.Json;
import io.quarterdeck.state.api.StoredObject;
import io.quarterdeck.state.log.CurrentState.Present;
import io.quarterdeck.state.log.CurrentState.Written;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefillPlannerTest {
  private static final Topics TOPICS = new Topics("c1");
  private static final long BASE = 1_000;
  private static final String PODS = TOPICS.objects("pods", "core");
  private static final Written WRITTEN =
      new Written(2, new Origin("someone", 0, ""), Instant.parse("2026-01-01T00:00:00Z"));

  private final RefillPlanner planner = new RefillPlanner(new Incarnation(TOPICS, "b", BASE));

  @Test
  void publishesAnObjectAsItsLastChangeWas() {
    Event event = plan("/registry/core/pods/d/p", "{}", 1_200).events().getFirst();
    assertThat(event.topic()).isEqualTo(PODS);
    assertThat(event.key()).isEqualTo("d/p");
    assertThat(event.headers())
        .containsEntry(EventHeaders.ID, "b-1200-2")
        .containsEntry(EventHeaders.REVISION, "1200")
        .containsEntry(EventHeaders.ACTOR, "someone");
  }

  /** Consumers tell which of two incarnations is newer by their revisions. */
  @Test
  void whatIsOlderThanTheIncarnationIsPublishedAsOfItsBeginning() {
    Event event = plan("/registry/core/pods/d/p", "{}", 7).events().getFirst();
    assertThat(event.headers())
        .containsEntry(EventHeaders.ID, "b-7-2")
        .containsEntry(EventHeaders.REVISION, "1000");
    assertThat(new String(event.value(), StandardCharsets.UTF_8))
        .contains("\"resourceVersion\":\"7\"");
  }

  @Test
  void fillsTheMailboxesOfNodesToo() {
    RefillPlanner.Plan bound = plan("/registry/core/pods/d/p", "{\"nodeName\":\"n1\"}", 1_200);
    assertThat(bound.events()).extracting(Event::topic).containsExactly(PODS, TOPICS.node("n1"));
    assertThat(bound.mailboxes()).containsExactly(TOPICS.node("n1"));
    RefillPlanner.Plan node = plan("/registry/core/nodes/-/n2", "{}", 1_200);
    assertThat(node.events()).hasSize(1);
    assertThat(node.mailboxes()).containsExactly(TOPICS.node("n2"));
  }

  @Test
  void leavesOutWhatIsNotPublished() {
    assertThat(plan("/registry/ranges/ips/-/one", "{}", 1_200).events()).isEmpty();
    assertThat(plan("/elsewhere", "{}", 1_200).events()).isEmpty();
  }

  private RefillPlanner.Plan plan(String key, String spec, long revision) {
    String json = "{\"metadata\":{\"name\":\"p\",\"uid\":\"u\"},\"spec\":%s}".formatted(spec);
    byte[] value =
        StoredObject.canonical((ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8)));
    Entry entry = new Entry(Key.of(key), value, 2, revision, 3, 0);
    return planner.plan(List.of(new Present(entry, Optional.of(WRITTEN))));
  }
}
