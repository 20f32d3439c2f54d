package io.quarterdeck.controller.garbagecollector;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.controller.garbagecollector.GarbagePlanner.Owner;
import io.quarterdeck.model.ApiObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GarbagePlannerTest {
  private static final ApiObject OWNED =
      object("{'metadata':{'ownerReferences':[{'uid':'a'},{'uid':'b'}]}}");
  private static final ApiObject OWNED_ORPHAN =
      object("{'metadata':{'finalizers':['orphan'],'ownerReferences':[{'uid':'a'}]}}");
  private static final String GOING = "'deletionTimestamp':'2026-01-01T00:00:00Z'";

  static Stream<Arguments> cases() {
    GarbagePlan keep = new GarbagePlan.Keep();
    return Stream.of(
        Arguments.of(object("{'metadata':{}}"), Map.of(), false, keep),
        Arguments.of(OWNED, Map.of("a", Owner.THERE, "b", Owner.THERE), false, keep),
        Arguments.of(OWNED, Map.of(), false, keep),
        Arguments.of(
            OWNED,
            Map.of("a", Owner.THERE, "b", Owner.GONE),
            false,
            new GarbagePlan.DropOwners(List.of("b"))),
        Arguments.of(
            OWNED,
            Map.of("a", Owner.AWAITING_DEPENDENTS, "b", Owner.THERE),
            false,
            new GarbagePlan.DropOwners(List.of("a"))),
        Arguments.of(
            OWNED,
            Map.of("a", Owner.GONE, "b", Owner.GONE),
            true,
            new GarbagePlan.Delete("Background")),
        Arguments.of(
            OWNED,
            Map.of("a", Owner.AWAITING_DEPENDENTS, "b", Owner.GONE),
            true,
            new GarbagePlan.Delete("Foreground")),
        Arguments.of(
            OWNED,
            Map.of("a", Owner.AWAITING_DEPENDENTS, "b", Owner.GONE),
            false,
            new GarbagePlan.Delete("Background")),
        Arguments.of(OWNED_ORPHAN, Map.of("a", Owner.GONE), true, new GarbagePlan.Delete("Orphan")),
        Arguments.of(
            object("{'metadata':{" + GOING + ",'finalizers':['orphan']}}"),
            Map.of(),
            false,
            new GarbagePlan.ReleaseDependents()),
        Arguments.of(
            object("{'metadata':{" + GOING + ",'finalizers':['foregroundDeletion']}}"),
            Map.of(),
            true,
            new GarbagePlan.AwaitDependents()),
        Arguments.of(
            object("{'metadata':{" + GOING + ",'ownerReferences':[{'uid':'a'}]}}"),
            Map.of("a", Owner.GONE),
            false,
            keep));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void plan(ApiObject object, Map<String, Owner> owners, boolean hasDependents, GarbagePlan plan) {
    assertThat(GarbagePlanner.plan(object, owners, hasDependents)).isEqualTo(plan);
  }
}
