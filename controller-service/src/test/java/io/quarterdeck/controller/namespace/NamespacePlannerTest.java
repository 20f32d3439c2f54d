package io.quarterdeck.controller.namespace;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespacePlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final ApiObject NAMESPACE =
      object(
          """
          {'metadata':{'name':'a','deletionTimestamp':'2026-01-02T03:00:00Z'},
           'spec':{'finalizers':['kubernetes']},'status':{'phase':'Terminating'}}
          """);

  @Test
  void podsGoFirst() {
    Content pod = content(Resources.PODS, "p", false);
    Content map = content(Resources.CONFIG_MAPS, "m", false);

    NamespacePlan plan = NamespacePlanner.plan(NAMESPACE, List.of(map, pod), NOW);

    assertThat(plan.delete()).containsExactly(pod);
    assertThat(plan.finished()).isFalse();
    assertThat(message(plan, "NamespaceContentRemaining"))
        .isEqualTo(
            "Some resources are remaining: configmaps. has 1 resource instances, pods. has 1"
                + " resource instances");
  }

  @Test
  void whileAPodIsGoingTheRestWaits() {
    Content pod = content(Resources.PODS, "p", true);
    Content map = content(Resources.CONFIG_MAPS, "m", false);

    assertThat(NamespacePlanner.plan(NAMESPACE, List.of(map, pod), NOW).delete()).isEmpty();
    assertThat(NamespacePlanner.plan(NAMESPACE, List.of(map), NOW).delete()).containsExactly(map);
  }

  @Test
  void anEmptyNamespaceMayGo() {
    NamespacePlan plan = NamespacePlanner.plan(NAMESPACE, List.of(), NOW);

    assertThat(plan.finished()).isTrue();
    assertThat(message(plan, "NamespaceContentRemaining"))
        .isEqualTo("All content successfully removed");
    assertThat(NamespacePlanner.isHeld(NAMESPACE)).isTrue();
    assertThat(NamespacePlanner.isHeld(NamespacePlanner.released(NAMESPACE))).isFalse();
  }

  @Test
  void finalizersThatHoldItUpAreNamed() {
    Content held = content(Resources.CONFIG_MAPS, "m", true);
    held.object().json().withObject("/metadata").putArray("finalizers").add("example.com/hold");

    NamespacePlan plan = NamespacePlanner.plan(NAMESPACE, List.of(held), NOW);

    assertThat(message(plan, "NamespaceFinalizersRemaining"))
        .isEqualTo(
            "Some content in the namespace has finalizers remaining: example.com/hold in 1"
                + " resource instances");
  }

  private static String message(NamespacePlan plan, String type) {
    return Conditions.find(plan.status().orElseThrow().path("conditions"), type)
        .orElseThrow()
        .path("message")
        .asText();
  }

  private static Content content(ResourceType type, String name, boolean going) {
    ApiObject object = object("{'metadata':{'name':'%s','uid':'%s'}}".formatted(name, name));
    if (going) {
      object.json().withObject("/metadata").put("deletionTimestamp", "2026-01-02T03:00:00Z");
    }
    return new Content(type, object);
  }
}
