package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KindsTest {
  private static final List<Kind> ALL = Kinds.builtIn().all();

  @Test
  void namesEachResourceOnce() {
    assertThat(ALL).extracting(Kind::type).doesNotHaveDuplicates();
    List<Kind> stored = ALL.stream().filter(each -> each.storedAs().isEmpty()).toList();
    assertThat(stored).extracting(each -> each.type().qualifiedName()).doesNotHaveDuplicates();
    assertThat(stored.stream().flatMap(each -> each.shortNames().stream())).doesNotHaveDuplicates();
    assertThat(ALL)
        .extracting(each -> each.type().qualifiedName())
        .containsAll(Behaviours.resources());
  }

  /** Of each kind the objects are stored as one type, and of some there are none. */
  @Test
  void tellsWhichTypesAreStored() {
    List<ResourceType> stored = Kinds.builtIn().storedTypes();
    assertThat(stored).extracting(ResourceType::qualifiedName).doesNotHaveDuplicates();
    assertThat(stored)
        .contains(Resources.PODS, Resources.EVENTS)
        .extracting(ResourceType::qualifiedName)
        .doesNotContain("componentstatuses", "events.events.k8s.io");
    assertThat(ALL.stream().filter(Kind::isStored).map(Kind::storedType)).hasSameElementsAs(stored);
  }

  @Test
  void collectsEverythingButEvents() {
    List<ResourceType> stored = new ArrayList<>(Kinds.builtIn().storedTypes());
    stored.remove(Resources.EVENTS);
    assertThat(Kinds.builtIn().collectedTypes()).isEqualTo(stored);
  }

  @Test
  void hasASchemaForEach() {
    for (Kind kind : ALL) {
      Schema schema = Schemas.builtIn().of(kind.type());
      assertThat(schema.simpleName()).isEqualTo(kind.type().kind());
      assertThat(schema.property("metadata")).as(schema.toString()).isPresent();
      if (kind.has("status")) {
        assertThat(schema.property("status")).as(schema.toString()).isPresent();
      }
    }
  }

  /** A selector may name fields that exist, and a few that are made up. */
  @Test
  void selectsByFieldsThatExist() {
    for (Kind kind : ALL) {
      for (String field : kind.strategy().selectableFields()) {
        if (!Set.of("source", "status.successful").contains(field)) {
          Schema schema = Schemas.builtIn().of(kind.type());
          for (String part : field.split("\\.", -1)) {
            schema = schema.property(part).orElseThrow(() -> new AssertionError(kind + field));
          }
        }
      }
      assertThat(kind.strategy().selectableFields()).containsAll(Strategy.METADATA_FIELDS);
    }
  }

  /** Whoever may come to rely on a kind is told in one sentence that it does nothing yet. */
  @Test
  void saysOfKindsThatDoNothingThatTheyDoNothing() {
    Kind policy =
        Kinds.builtIn().resource("networking.k8s.io", "v1", "networkpolicies").orElseThrow();
    assertThat(policy.warnings(new Fixture(policy.type()).object("{}")))
        .containsExactly("NetworkPolicies are not enforced yet: all traffic stays allowed");
    for (Kind kind : ALL) {
      assertThat(kind.notice()).doesNotContain("\n", "\"").doesNotEndWith(".");
    }
  }

  /** A status update leaves everything but the status alone. */
  @Test
  void keepsSpecAndStatusApart() {
    for (Kind kind : ALL) {
      if (kind.has("status")) {
        Fixture fixture = new Fixture(kind.type());
        ApiObject old = fixture.object("{\"spec\":{\"x\":1},\"status\":{\"y\":1}}");
        ApiObject next =
            fixture.object(
                "{\"metadata\":{\"labels\":{}},\"spec\":{\"x\":2},\"status\":{\"y\":2}}");
        kind.strategy().prepareForStatusUpdate(next, old);
        assertThat(next.at("spec").toString()).isEqualTo("{\"x\":1}");
        assertThat(next.at("status").toString()).isEqualTo("{\"y\":2}");
        assertThat(next.labels()).isEmpty();
      }
    }
  }
}
