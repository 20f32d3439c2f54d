package io.quarterdeck.model.apply;

import static io.quarterdeck.model.fields.Trees.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Autoscalers, whose metrics the two versions write in different ways. */
class VersionsTest {
  private static final Kind FIRST = autoscalers("v1");
  private static final Kind SECOND = autoscalers("v2");
  private static final JsonNode HALF =
      json(
          "{'spec':{'maxReplicas':3,'metrics':[{'type':'Resource','resource':{'name':'cpu',"
              + "'target':{'type':'Utilization','averageUtilization':50}}}]}}");
  private static final JsonNode MOST =
      json(HALF.toString().replace("\"averageUtilization\":50", "\"averageUtilization\":80"));

  private static Kind autoscalers(String version) {
    return Kinds.builtIn()
        .resource("autoscaling", version, "horizontalpodautoscalers")
        .orElseThrow();
  }

  private static Ownership in(Kind served, Kind other) {
    return new Ownership(version(served, served), List.of(version(other, served)));
  }

  private static Version version(Kind kind, Kind served) {
    Schema schema = Schemas.builtIn().of(kind.type());
    return new Version(
        kind.type().apiVersion(),
        schema,
        FieldSet.ofFields("status"),
        object -> served.in(kind, object),
        object -> kind.in(served, object));
  }

  private static Writer writer(String name) {
    return new Writer(name, "", Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static Ownership.Applied apply(
      Ownership ownership, JsonNode live, String json, ManagedFields managed, String name) {
    Ownership.Outcome outcome = ownership.apply(live, json(json), managed, writer(name), false);
    assertThat(outcome).isInstanceOf(Ownership.Applied.class);
    return (Ownership.Applied) outcome;
  }

  /** What {@code a} applied in the first version. */
  private static ManagedFields appliedInFirst() {
    return apply(
            in(FIRST, SECOND),
            json("{}"),
            "{'spec':{'maxReplicas':3,'targetCPUUtilizationPercentage':50}}",
            ManagedFields.NONE,
            "a")
        .managed();
  }

  @Test
  void whoOwnsAFieldInAnotherVersionKeepsItAsLongAsItStays() {
    JsonNode more = json(HALF.toString().replace("\"maxReplicas\":3", "\"maxReplicas\":4"));
    ManagedFields managed = in(SECOND, FIRST).updated(HALF, more, appliedInFirst(), writer("b"));

    assertThat(managed.of(Manager.applying("a", "")))
        .isEqualTo(FieldSet.ofFields("spec", "targetCPUUtilizationPercentage"));
    assertThat(managed.of(Manager.updating("b", "autoscaling/v2", "")))
        .isEqualTo(FieldSet.ofFields("spec", "maxReplicas"));
  }

  @Test
  void whoOwnsAFieldInAnotherVersionLosesItWhenItChanges() {
    ManagedFields managed = in(SECOND, FIRST).updated(HALF, MOST, appliedInFirst(), writer("b"));

    assertThat(managed.of(Manager.applying("a", "")))
        .isEqualTo(FieldSet.ofFields("spec", "maxReplicas"));
  }

  @Test
  void aConflictNamesTheFieldOfTheVersionInWhichItIsOwned() {
    Ownership.Outcome outcome =
        in(SECOND, FIRST).apply(HALF, MOST, appliedInFirst(), writer("b"), false);

    assertThat(outcome).isInstanceOf(Ownership.Refused.class);
    assertThat(((Ownership.Refused) outcome).conflicts().message())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"a\":"
                + " .spec.targetCPUUtilizationPercentage");
  }

  @Test
  void whoAppliesInAnotherVersionTakesAwayWhatTheyAppliedBefore() {
    Ownership.Applied applied =
        apply(in(SECOND, FIRST), HALF, "{'spec':{'maxReplicas':3}}", appliedInFirst(), "a");

    assertThat(applied.object().at("/spec/metrics").isMissingNode()).isTrue();
    assertThat(applied.object().at("/spec/maxReplicas").asInt()).isEqualTo(3);
    assertThat(applied.managed().find(Manager.applying("a", "")).map(Managed::version))
        .isEqualTo(Optional.of("autoscaling/v2"));
  }

  @Test
  void whatSomebodyOwnsInAnotherVersionStays() {
    ManagedFields both =
        apply(in(SECOND, FIRST), HALF, HALF.toString(), appliedInFirst(), "b").managed();
    Ownership.Applied applied =
        apply(in(SECOND, FIRST), HALF, "{'spec':{'maxReplicas':3}}", both, "b");

    assertThat(applied.object().path("spec")).isEqualTo(HALF.path("spec"));
    assertThat(applied.managed().of(Manager.applying("a", "")).isEmpty()).isFalse();
  }
}
