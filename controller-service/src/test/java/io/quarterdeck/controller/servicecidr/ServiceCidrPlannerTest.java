package io.quarterdeck.controller.servicecidr;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCidrPlannerTest {
  private static final Instant DELETED = Instant.parse("2026-01-02T03:04:05Z");
  private static final String HELD = ServiceCidrPlanner.FINALIZER;

  @Test
  void holdsANewRangeAndSaysThatItIsReady() {
    ServiceCidrPlan plan = plan(range("new", "10.9.0.0/24"), List.of(), DELETED);

    assertThat(plan.finalizers()).containsExactly(HELD);
    assertThat(plan.conditions().toString())
        .isEqualTo(
            """
            [{"type":"Ready","status":"True","lastTransitionTime":"2026-01-02T03:04:05Z",\
            "reason":"","message":"Kubernetes Service CIDR is ready"}]""");
    assertThat(plan.again()).isEmpty();
  }

  @Test
  void changesNothingOfARangeThatItHasSeen() {
    ApiObject range = range("known", "10.9.0.0/24");
    ServiceCidrPlan first = plan(range, List.of(), DELETED);
    range.json().withObject("/metadata").putArray("finalizers").add(HELD);
    range.json().withObject("/status").set("conditions", first.conditions());

    assertThat(plan(range, List.of(), DELETED.plusSeconds(60))).isEqualTo(first);
  }

  @Test
  void waitsUntilEveryGatewayKnowsBeforeARangeGoes() {
    ApiObject range = deleted("old", "10.9.0.0/24");

    ServiceCidrPlan early = plan(range, List.of(), DELETED.plusSeconds(4));
    assertThat(early.finalizers()).containsExactly(HELD, "example.com/other");
    assertThat(early.again()).contains(Duration.ofSeconds(6));

    ServiceCidrPlan late = plan(range, List.of(), DELETED.plusSeconds(10));
    assertThat(late.finalizers()).containsExactly("example.com/other");
    assertThat(late.again()).isEmpty();
  }

  /** Another range covers an address, or only one that goes as well does. */
  @ParameterizedTest
  @CsvSource({
    "10.9.0.7,    10.8.0.0/24, false, true",
    "10.9.0.7,    10.9.0.0/16, false, false",
    "10.9.0.7,    10.9.0.0/24, false, false",
    "10.9.0.9,    10.9.0.0/29, false, true",
    "10.9.0.9,    10.9.0.0/28, false, false",
    "10.9.0.7,    10.9.0.0/16, true,  true",
    "10.10.0.7,   10.8.0.0/24, false, false",
    "fd00::7,     10.8.0.0/24, false, true",
    "fd00::7,     fd00::/64,   false, false"
  })
  void keepsARangeThatAServiceNeeds(
      String address, String other, boolean otherGoes, boolean needed) {
    ApiObject range = deleted("old", "10.9.0.0/24", "fd00::/112");
    ApiObject further = otherGoes ? deleted("other", other) : range("other", other);

    ServiceCidrPlan plan =
        ServiceCidrPlanner.plan(
            range,
            List.of(range, further),
            List.of(object("{'metadata':{'name':'%s'}}".formatted(address))),
            DELETED.plusSeconds(60));

    assertThat(plan.finalizers().contains(HELD)).isEqualTo(needed);
    Optional<String> reason =
        plan.conditions().valueStream().map(each -> each.path("reason").asText()).findFirst();
    assertThat(reason).isEqualTo(needed ? Optional.of("Terminating") : Optional.empty());
  }

  private static ServiceCidrPlan plan(ApiObject range, List<ApiObject> addresses, Instant now) {
    return ServiceCidrPlanner.plan(range, List.of(range), addresses, now);
  }

  private static ApiObject deleted(String name, String... cidrs) {
    ApiObject range = range(name, cidrs);
    range
        .json()
        .withObject("/metadata")
        .put("deletionTimestamp", DELETED.toString())
        .putArray("finalizers")
        .add(HELD)
        .add("example.com/other");
    return range;
  }

  private static ApiObject range(String name, String... cidrs) {
    ApiObject range = object("{'metadata':{'name':'%s'}}".formatted(name));
    var list = range.json().putObject("spec").putArray("cidrs");
    Stream.of(cidrs).forEach(list::add);
    return range;
  }
}
