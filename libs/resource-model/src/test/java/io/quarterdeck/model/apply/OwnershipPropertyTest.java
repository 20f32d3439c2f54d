package io.quarterdeck.model.apply;

import static io.quarterdeck.model.fields.Trees.POD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.fields.Comparison;
import io.quarterdeck.model.fields.Configuration;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.FieldSets;
import io.quarterdeck.model.fields.FieldsException;
import io.quarterdeck.model.fields.FieldsV1;
import io.quarterdeck.model.fields.Merge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold for any objects; the seed is in the name of the test that fails. */
class OwnershipPropertyTest {
  private static final Ownership OWNERSHIP =
      new Ownership(Version.served("v1", POD, FieldSet.ofFields("status")), List.of());
  private static final List<String> NAMES = List.of("a", "b", "c");

  static List<Long> seeds() {
    return new Random(20261125).longs(200).boxed().toList();
  }

  /** A part of a pod with labels, a set, keyed lists in each other, atomics. */
  private static ObjectNode pod(Random random) {
    ObjectNode pod = Json.object();
    for (String name : NAMES) {
      if (random.nextInt(3) == 0) {
        pod.withObject("/metadata/labels").put(name, Integer.toString(random.nextInt(3)));
      }
    }
    for (String name : shuffled(random)) {
      if (random.nextInt(3) == 0) {
        pod.withObject("/metadata").withArray("/finalizers").add(name);
      }
    }
    if (random.nextBoolean()) {
      pod.withObject("/spec/nodeSelector").put("zone", Integer.toString(random.nextInt(2)));
    }
    for (String name : shuffled(random)) {
      if (random.nextInt(3) > 0) {
        ArrayNode containers = pod.withObject("/spec").withArray("/containers");
        container(containers.addObject().put("name", name), random);
      }
    }
    return pod;
  }

  private static void container(ObjectNode container, Random random) {
    if (random.nextBoolean()) {
      container.put("image", "image-" + random.nextInt(3));
    }
    for (String name : shuffled(random)) {
      if (random.nextInt(3) == 0) {
        ObjectNode env = container.withArray("/env").addObject().put("name", name);
        env.put("value", Integer.toString(random.nextInt(2)));
      }
    }
    if (random.nextInt(3) == 0) {
      container.withArray("/args").add(Integer.toString(random.nextInt(2)));
    }
  }

  private static List<String> shuffled(Random random) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    return names;
  }

  private static Ownership.Applied apply(
      JsonNode live, JsonNode wish, ManagedFields managed, String who) {
    Ownership.Outcome outcome =
        OWNERSHIP.apply(live, wish, managed, new Writer(who, "", Instant.EPOCH), true);
    return (Ownership.Applied) outcome;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void applyingTwiceIsApplyingOnce(long seed) {
    Random random = new Random(seed);
    JsonNode live = pod(random);
    ManagedFields managed =
        OWNERSHIP.created(live, ManagedFields.NONE, new Writer("x", "", Instant.EPOCH));
    JsonNode wish = pod(random);

    Ownership.Applied once = apply(live, wish, managed, "me");
    Ownership.Applied twice = apply(once.object(), wish, once.managed(), "me");

    assertThat(twice.object()).isEqualTo(once.object());
    assertThat(twice.managed()).isEqualTo(once.managed());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsAppliedIsThereAndOwned(long seed) {
    Random random = new Random(seed);
    JsonNode wish = pod(random);
    Ownership.Applied applied = apply(pod(random), wish, ManagedFields.NONE, "me");

    assertThat(
            Comparison.of(POD, applied.object(), Merge.of(POD, applied.object(), wish))
                .set()
                .isEmpty())
        .isTrue();
    FieldSet said = FieldSets.of(POD, wish);
    assertThat(said.difference(applied.managed().of(Manager.applying("me", ""))))
        .isEqualTo(FieldSet.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void applyingNothingTakesBackWhatNobodyElseWants(long seed) {
    Random random = new Random(seed);
    JsonNode others = pod(random);
    Ownership.Applied first = apply(Json.object(), others, ManagedFields.NONE, "other");
    JsonNode wish = pod(random);
    FieldSet foreign = FieldSets.of(POD, wish).difference(FieldSets.of(POD, others));
    Ownership.Applied second = apply(first.object(), wish, first.managed(), "me");
    Ownership.Applied third = apply(second.object(), Json.object(), second.managed(), "me");

    assertThat(FieldSets.of(POD, third.object()).intersection(foreign)).isEqualTo(FieldSet.EMPTY);
    assertThat(third.managed().of(Manager.applying("me", ""))).isEqualTo(FieldSet.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatOthersOwnAloneIsLeftAlone(long seed) {
    Random random = new Random(seed);
    JsonNode others = pod(random);
    Ownership.Applied first = apply(Json.object(), others, ManagedFields.NONE, "other");
    Ownership.Applied second = apply(first.object(), pod(random), first.managed(), "me");
    FieldSet still = second.managed().of(Manager.applying("other", ""));

    Comparison changes = Comparison.of(POD, first.object(), second.object());
    assertThat(still.intersection(changes.set())).isEqualTo(FieldSet.EMPTY);
    assertThat(still.intersection(changes.removed())).isEqualTo(FieldSet.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void comparisonsAndSetsAgree(long seed) {
    Random random = new Random(seed);
    JsonNode before = pod(random);
    JsonNode after = pod(random);
    Comparison there = Comparison.of(POD, before, after);
    Comparison back = Comparison.of(POD, after, before);

    assertThat(back.added()).isEqualTo(there.removed());
    assertThat(back.modified()).isEqualTo(there.modified());
    assertThat(Comparison.of(POD, before, before).set()).isEqualTo(FieldSet.EMPTY);
    assertThat(there.added().intersection(there.modified())).isEqualTo(FieldSet.EMPTY);
    assertThat(
            FieldSets.of(POD, after)
                .difference(FieldSets.of(POD, before))
                .difference(there.added()))
        .isEqualTo(FieldSet.EMPTY);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void setsFollowTheLawsOfSets(long seed) throws FieldsException {
    Random random = new Random(seed);
    FieldSet a = FieldSets.of(POD, pod(random));
    FieldSet b = FieldSets.of(POD, pod(random));
    FieldSet c = FieldSets.of(POD, pod(random));

    assertThat(FieldsV1.read(FieldsV1.write(a))).isEqualTo(a);
    assertThat(a.union(b)).isEqualTo(b.union(a));
    assertThat(a.union(b).union(c)).isEqualTo(a.union(b.union(c)));
    assertThat(a.intersection(b.union(c))).isEqualTo(a.intersection(b).union(a.intersection(c)));
    assertThat(a.difference(b).union(a.intersection(b))).isEqualTo(a);
    assertThat(a.difference(b.union(c))).isEqualTo(a.difference(b).difference(c));
  }

  /** Values of any type at any place: nothing of it may end in an exception. */
  private static JsonNode anything(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 6)) {
      case 0 -> Json.MAPPER.nullNode();
      case 1 -> Json.MAPPER.getNodeFactory().numberNode(random.nextInt(3) - 0.5);
      case 2 -> Json.MAPPER.getNodeFactory().textNode(NAMES.get(random.nextInt(3)));
      case 3 -> Json.MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
      case 4 -> {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(anything(random, depth + 1));
        }
        yield list;
      }
      default -> {
        ObjectNode object = Json.object();
        List<String> fields =
            List.of(
                "metadata",
                "labels",
                "finalizers",
                "spec",
                "containers",
                "name",
                "env",
                "ports",
                "image");
        for (int i = random.nextInt(6); i > 0; i--) {
          object.set(fields.get(random.nextInt(fields.size())), anything(random, depth + 1));
        }
        yield object;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingThrowsWhateverItIsGiven(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      ObjectNode live = Json.object();
      live.set("metadata", anything(random, 0));
      live.set("spec", anything(random, 0));
      ObjectNode wish = Json.object();
      wish.set("metadata", anything(random, 0));
      wish.set("spec", anything(random, 0));
      assertThat(Configuration.problems(POD, wish)).isNotNull();
      Ownership.Applied applied = apply(live, wish, ManagedFields.NONE, "me");
      assertThat(apply(applied.object(), live, applied.managed(), "me").object()).isNotNull();
      assertThat(ManagedFieldsJson.read(anything(random, 0))).isNotNull();
    }
  }
}
