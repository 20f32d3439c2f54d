package io.quarterdeck.gateway.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairPlanTest {
  private static final Allocation ADDRESS = Allocation.address("10.96.0.7");
  private static final Allocation PORT = Allocation.nodePort("UDP", 30_053);

  @Test
  void leavesAloneWhatBelongsTogether() {
    RepairPlan plan = RepairPlan.of(Map.of(ADDRESS, 3L, PORT, 3L), List.of(service("dns")));

    assertThat(plan).isEqualTo(new RepairPlan(List.of(), List.of()));
  }

  @Test
  void notesWhatAServiceHolds() {
    ApiObject service = service("dns");

    assertThat(RepairPlan.of(Map.of(PORT, 3L), List.of(service)).changes())
        .containsExactly(ADDRESS.takenBy(service));
  }

  @Test
  void freesWhatNobodyHolds() {
    assertThat(RepairPlan.of(Map.of(ADDRESS, 3L), List.of()).changes())
        .containsExactly(new Change.Remove("/registry/ranges/serviceips/-/10.96.0.7", 3));
  }

  @Test
  void takesNothingAwayFromServicesThatHoldTheSame() {
    RepairPlan plan =
        RepairPlan.of(Map.of(ADDRESS, 3L, PORT, 3L), List.of(service("dns"), service("other")));

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.conflicts())
        .containsExactlyInAnyOrder(
            "10.96.0.7 is held by Service default/dns and by default/other",
            "UDP-30053 is held by Service default/dns and by default/other");
  }

  @Test
  void knowsItsKeysAgain() {
    assertThat(Allocation.parse(PORT.key())).contains(PORT);
    assertThat(Allocation.parse("/registry/ranges/podcidrs/-/10.244.0.0")).isEmpty();
    assertThat(Allocation.parse("/registry/core/services/default/dns")).isEmpty();
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
