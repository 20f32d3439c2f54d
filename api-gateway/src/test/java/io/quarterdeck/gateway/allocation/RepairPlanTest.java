package io.quarterdeck.gateway.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairPlanTest {
  private static final String TEXT = "10.96.0.7";
  private static final String KEY = "/registry/networking.k8s.io/ipaddresses/-/10.96.0.7";
  private static final Birth BIRTH = new Birth("u", Instant.parse("2026-01-02T03:04:05Z"));
  private static final Allocation.Address ADDRESS = new Allocation.Address(TEXT);
  private static final Allocation PORT = Allocation.nodePort("UDP", 30_053);
  private static final Map<String, Long> NOTED = Map.of(PORT.key(), 3L);

  @Test
  void leavesAloneWhatBelongsTogether() {
    assertThat(plan(NOTED, List.of(addressOf("dns")), List.of(service("dns"))))
        .isEqualTo(new RepairPlan(List.of(), List.of()));
  }

  @Test
  void notesWhatAServiceHolds() {
    ApiObject service = service("dns");

    assertThat(plan(Map.of(), List.of(), List.of(service)).changes())
        .containsExactly(ADDRESS.takenBy(service, BIRTH), PORT.takenBy(service, BIRTH));
  }

  @Test
  void freesWhatNobodyHolds() {
    assertThat(plan(NOTED, List.of(addressOf("dns")), List.of()).changes())
        .containsExactly(new Change.Remove(PORT.key(), 3), new Change.Remove(KEY, 5));
  }

  @Test
  void givesAnAddressBackToTheServiceThatHasIt() {
    ApiObject service = service("dns");

    assertThat(plan(NOTED, List.of(addressOf("other")), List.of(service)).changes())
        .containsExactly(new Change.Replace(KEY, ADDRESS.value(service, BIRTH), 5));
  }

  @Test
  void leavesAloneWhatSomebodyKeeps() {
    ApiObject kept = addressOf("dns");
    kept.json().withObject("/metadata").remove("labels");

    assertThat(plan(Map.of(), List.of(kept), List.of()).changes()).isEmpty();
  }

  @Test
  void takesNothingAwayFromServicesThatHoldTheSame() {
    RepairPlan plan =
        plan(NOTED, List.of(addressOf("dns")), List.of(service("dns"), service("other")));

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.conflicts())
        .containsExactlyInAnyOrder(
            "10.96.0.7 is held by Service default/dns and by default/other",
            "UDP-30053 is held by Service default/dns and by default/other");
  }

  private static RepairPlan plan(
      Map<String, Long> stored, List<ApiObject> addresses, List<ApiObject> services) {
    return RepairPlan.of(stored, addresses, services, () -> BIRTH);
  }

  private static ApiObject addressOf(String service) {
    ApiObject address = ServiceAddress.of(TEXT, new ObjectKey("default", service), BIRTH);
    address.json().withObject("/metadata").put("resourceVersion", "5");
    return address;
  }

  private static ApiObject service(String name) {
    return ApiObject.parse(
        """
        {"metadata":{"name":"%s","namespace":"default"},
         "spec":{"clusterIP":"10.96.0.7","type":"NodePort",
                 "ports":[{"port":53,"protocol":"UDP","nodePort":30053}]}}"""
            .formatted(name)
            .getBytes(StandardCharsets.UTF_8));
  }
}
