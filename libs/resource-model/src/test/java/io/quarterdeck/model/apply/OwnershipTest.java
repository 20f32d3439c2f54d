package io.quarterdeck.model.apply;

import static io.quarterdeck.model.fields.Trees.CONFIG_MAP;
import static io.quarterdeck.model.fields.Trees.DEPLOYMENT;
import static io.quarterdeck.model.fields.Trees.POD;
import static io.quarterdeck.model.fields.Trees.SERVICE;
import static io.quarterdeck.model.fields.Trees.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.fields.FieldSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static Board maps() {
    return new Board(CONFIG_MAP, "v1");
  }

  private static Board deployments() {
    return new Board(DEPLOYMENT, "apps/v1", "status");
  }

  @Test
  void givesANewObjectToItsCreator() {
    Board board =
        maps()
            .create(
                "kubectl-create",
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'m','namespace':'n','uid':'u',"
                    + "'labels':{'a':'1'},'creationTimestamp':'2026-01-01T00:00:00Z'},'data':{'k':'v'}}");

    assertThat(ManagedFieldsJson.write(board.managed()))
        .isEqualTo(
            json(
                "[{'manager':'kubectl-create','operation':'Update','apiVersion':'v1','time':'2026-01-01T00:00:00Z',"
                    + "'fieldsType':'FieldsV1','fieldsV1':{'f:data':{'.':{},'f:k':{}},"
                    + "'f:metadata':{'f:labels':{'.':{},'f:a':{}}}}}]"));
  }

  @Test
  void doesNotGiveTheMainPartsOfANewObjectToAnybody() {
    Board board =
        deployments()
            .create(
                "me",
                "{'spec':{'replicas':1,'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}},"
                    + "'template':{'spec':{'containers':[{'name':'c'}]}}},'status':{'replicas':1}}");

    assertThat(board.fields("me"))
        .isEqualTo(
            "{'f:spec':{'f:replicas':{},'f:strategy':{'f:rollingUpdate':{'.':{},'f:maxSurge':{}},'f:type':{}},"
                + "'f:template':{'f:spec':{'f:containers':{'k:{\\'name\\':\\'c\\'}':{'.':{},'f:name':{}}}}}}}");
  }

  @Test
  void doesNotGiveAMainPartToWhoIsTheFirstToFillIt() {
    Board board =
        new Board(DEPLOYMENT, "apps/v1")
            .create("me", "{'spec':{'replicas':1}}")
            .update("controller", "{'spec':{'replicas':1},'status':{'replicas':1}}");

    assertThat(board.fields("controller")).isEqualTo("{'f:status':{'f:replicas':{}}}");
  }

  @Test
  void movesChangedFieldsToWhoUpdates() {
    Board board =
        maps()
            .create("a", "{'data':{'x':'1','y':'1','z':'1'}}")
            .update("b", "{'data':{'x':'2','y':'1'}}");

    assertThat(board.fields("a")).isEqualTo("{'f:data':{'.':{},'f:y':{}}}");
    assertThat(board.fields("b")).isEqualTo("{'f:data':{'f:x':{}}}");
  }

  @Test
  void keepsTimesOfThoseWhoChangeNothing() {
    Board board = maps().create("a", "{'data':{'x':'1'}}").update("a", "{'data':{'x':'1'}}");
    assertThat(ManagedFieldsJson.write(board.managed()).findValuesAsText("time"))
        .containsExactly("2026-01-01T00:00:00Z");
  }

  @Test
  void ownsNothingAsLongAsNobodyAppliesToAnUntrackedObject() {
    Board board = maps().untracked("{'data':{'x':'1'}}").update("a", "{'data':{'x':'2'}}");
    assertThat(board.managed().isEmpty()).isTrue();

    board.apply("b", "{'data':{'y':'1'}}");
    assertThat(board.managers()).containsExactly("Apply b", "Update before-first-apply");
    assertThat(board.fields("before-first-apply")).isEqualTo("{'f:data':{'.':{},'f:x':{}}}");
    assertThat(board.refused("b", "{'data':{'x':'3'}}").message())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.x");
  }

  @Test
  void removesWhatIsAppliedNoLonger() {
    Board board =
        maps()
            .apply("a", "{'metadata':{'labels':{'l':'1'}},'data':{'x':'1','y':'1'}}")
            .apply("a", "{'data':{'y':'1'}}");

    assertThat(board.object()).isEqualTo(json("{'data':{'y':'1'}}"));
    assertThat(board.fields("a")).isEqualTo("{'f:data':{'f:y':{}}}");
  }

  @Test
  void keepsWhatSomebodyElseAppliesOrUpdatedToo() {
    Board board =
        maps()
            .apply("a", "{'data':{'x':'1','y':'1','z':'1'}}")
            .apply("b", "{'data':{'x':'1'}}")
            .update("c", "{'data':{'x':'1','y':'2','z':'1'}}");
    assertThat(board.fields("a")).isEqualTo("{'f:data':{'f:x':{},'f:z':{}}}");

    board.apply("a", "{}");
    assertThat(board.object()).isEqualTo(json("{'data':{'x':'1','y':'2'}}"));
    assertThat(board.managers()).containsExactly("Apply b", "Update c");
  }

  @Test
  void refusesToTakeFieldsUnlessForced() {
    Board board = deployments().apply("a", "{'spec':{'replicas':3,'paused':true}}");

    Conflicts conflicts = board.refused("b", "{'spec':{'replicas':5,'paused':false}}");
    assertThat(conflicts.message())
        .isEqualTo(
            """
            Apply failed with 2 conflicts: conflicts with "a":
            - .spec.paused
            - .spec.replicas\
            """);
    assertThat(board.refused("b", "{'spec':{'replicas':null}}").message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"a\": .spec.replicas");

    board.force("b", "{'spec':{'replicas':5}}");
    assertThat(board.object().at("/spec/replicas").asInt()).isEqualTo(5);
    assertThat(board.fields("a")).isEqualTo("{'f:spec':{'f:paused':{}}}");
    assertThat(board.fields("b")).isEqualTo("{'f:spec':{'f:replicas':{}}}");
  }

  @Test
  void sharesFieldsOfTheSameValue() {
    Board board =
        deployments()
            .apply("a", "{'spec':{'replicas':3}}")
            .apply("b", "{'spec':{'replicas':3}}")
            .apply("a", "{}");
    assertThat(board.object().at("/spec/replicas").asInt()).isEqualTo(3);
    board.apply("b", "{}");
    assertThat(board.object().at("/spec/replicas").isMissingNode()).isTrue();
  }

  @Test
  void namesTheSubresourceAndVersionOfWhoUpdated() {
    assertThat(
            new Conflicts(
                    new TreeMap<>(
                        Map.of(
                            Manager.updating("kubectl", "apps/v1", "scale"),
                            FieldSet.ofFields("spec", "replicas"))))
                .message())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\""
                + " using apps/v1: .spec.replicas");
  }

  @Test
  void followsListElementsWithDefaultsInTheirKeys() {
    Board board =
        new Board(SERVICE, "v1")
            .apply("a", "{'spec':{'ports':[{'port':80},{'port':443}]}}")
            .update(
                "defaults",
                "{'spec':{'ports':[{'port':80,'protocol':'TCP'},{'port':443,'protocol':'TCP'}]}}")
            .apply("a", "{'spec':{'ports':[{'port':443,'protocol':'TCP'}]}}");
    // Who owns a field of an element does not own the element, so it goes all the same.
    assertThat(board.object())
        .isEqualTo(json("{'spec':{'ports':[{'port':443,'protocol':'TCP'}]}}"));
    assertThat(board.managers()).containsExactly("Apply a", "Update defaults");
  }

  @Test
  void removesElementsOfSetsAndKeyedLists() {
    Board board =
        new Board(POD, "v1")
            .apply(
                "a",
                "{'metadata':{'finalizers':['a/x','b/x']},'spec':{'containers':[{'name':'c'},{'name':'d'}]}}")
            .apply("b", "{'metadata':{'finalizers':['b/x']}}")
            .apply("a", "{'metadata':{'finalizers':['a/x']},'spec':{'containers':[{'name':'d'}]}}");

    assertThat(board.object())
        .isEqualTo(
            json("{'metadata':{'finalizers':['a/x','b/x']},'spec':{'containers':[{'name':'d'}]}}"));
  }

  @Test
  void ownsNothingOfWhatARequestDoesNotChange() {
    Board board = deployments().apply("a", "{'spec':{'replicas':1},'status':{'replicas':1}}");
    assertThat(board.fields("a")).isEqualTo("{'f:spec':{'f:replicas':{}}}");
  }

  @Test
  void forgetsWhatWasOwnedInAVersionThatNobodyServes() {
    ManagedFields old =
        ManagedFieldsJson.read(
                json(
                    "[{'manager':'a','operation':'Update','apiVersion':'apps/v1beta1','fieldsType':'FieldsV1',"
                        + "'fieldsV1':{'f:spec':{'f:replicas':{}}}}]"))
            .orElseThrow();
    Ownership ownership =
        new Ownership(Version.served("apps/v1", DEPLOYMENT, FieldSet.EMPTY), List.of());
    assertThat(
            ownership.updated(
                json("{'spec':{'replicas':1}}"),
                json("{'spec':{'replicas':1}}"),
                old,
                new Writer("b", "", Instant.EPOCH)))
        .isEqualTo(ManagedFields.NONE);
  }

  @Test
  void letsTheOldestUpdatersShareAnEntry() {
    Board board = maps().create("m0", "{'data':{'k0':'0'}}");
    StringBuilder data = new StringBuilder("'k0':'0'");
    for (int i = 1; i <= 11; i++) {
      data.append(",'k" + i + "':'" + i + "'");
      board.update("m" + i, "{'data':{" + data + "}}");
    }
    assertThat(board.managers()).hasSize(10).contains("Update ancient-changes", "Update m3");
    assertThat(board.fields("ancient-changes"))
        .isEqualTo("{'f:data':{'.':{},'f:k0':{},'f:k1':{},'f:k2':{}}}");
  }

  @Test
  void letsKubectlTakeOverWhatItAppliedByItself() {
    String annotation =
        "'annotations':{'kubectl.kubernetes.io/last-applied-configuration':'{\\'apiVersion\\':\\'v1\\',"
            + "\\'kind\\':\\'ConfigMap\\',\\'data\\':{\\'x\\':\\'1\\',\\'y\\':\\'1\\'}}'}";
    String object =
        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{"
            + annotation
            + "},'data':{'x':'1','y':'%s'}}";
    Board board = maps().create("kubectl-client-side-apply", object.formatted("1"));
    String wish = "{'apiVersion':'v1','kind':'ConfigMap','data':{'x':'2','y':'2'}}";
    assertThat(board.refused("somebody", wish).all()).hasSize(2);

    board.update("other", object.formatted("7"));
    assertThat(board.refused("kubectl", wish).message())
        .isEqualTo("Apply failed with 1 conflict: conflict with \"other\" using v1: .data.y");

    board.apply("kubectl", wish.replace(",'y':'2'", ""));
    assertThat(board.object().at("/data")).isEqualTo(json("{'x':'2','y':'7'}"));
    assertThat(board.object().at("/metadata/annotations").elements().next().asText())
        .isEqualTo("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"x\":\"2\"}}\n");
  }

  @Test
  void readsOnlyListsThatMakeSenseAsAWhole() {
    String entry =
        "{'manager':'a','operation':'%s','apiVersion':'%s','fieldsType':'%s','fieldsV1':%s}";
    assertThat(
            ManagedFieldsJson.read(
                json("[" + entry.formatted("Apply", "v1", "FieldsV1", "{}") + "]")))
        .isPresent();
    for (String wrong :
        new String[] {
          entry.formatted("Patch", "v1", "FieldsV1", "{}"),
          entry.formatted("Apply", "", "FieldsV1", "{}"),
          entry.formatted("Apply", "v1", "FieldsV2", "{}"),
          entry.formatted("Apply", "v1", "FieldsV1", "{'x':{}}")
        }) {
      assertThat(ManagedFieldsJson.read(json("[" + wrong + "]"))).isEmpty();
    }
    assertThat(ManagedFieldsJson.isReset(json("[{}]"))).isTrue();
    assertThat(ManagedFieldsJson.isReset(json("[]"))).isFalse();
  }
}
