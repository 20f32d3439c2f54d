package io.quarterdeck.model.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategicMergePatchTest {
  private static final Schema POD_SPEC = definition("io.k8s.api.core.v1.PodSpec");
  private static final Schema META = definition("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");

  private static Schema definition(String name) {
    return Schemas.builtIn().definition(name).orElseThrow();
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode apply(Schema schema, String target, String patch) {
    ObjectNode before = (ObjectNode) json(target);
    JsonNode patched = StrategicMergePatch.apply(before, (ObjectNode) json(patch), schema);
    assertThat(before).as("the target is left as it was").isEqualTo(json(target));
    return patched;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"containers":[{"name":"a","image":"1"}]} | {"containers":[{"name":"a","image":"2"}]} | {"containers":[{"name":"a","image":"2"}]}
          {"containers":[{"name":"a","image":"1","tty":true}]} | {"containers":[{"name":"a","tty":null}]} | {"containers":[{"name":"a","image":"1"}]}
          {"containers":[{"name":"a"},{"name":"b"}]} | {"containers":[{"name":"a","$patch":"delete"}]} | {"containers":[{"name":"b"}]}
          {"containers":[{"name":"a"}]} | {"containers":[{"name":"x","$patch":"delete"}]} | {"containers":[{"name":"a"}]}
          {"containers":[{"name":"a"},{"name":"b"}]} | {"containers":[{"$patch":"replace"},{"name":"c"}]} | {"containers":[{"name":"c"}]}
          {"containers":[{"name":"a"}]} | {"containers":[{"$patch":"replace"}]} | {"containers":[]}
          {"containers":[{"name":"a"}]} | {"containers":[]} | {"containers":[{"name":"a"}]}
          {"containers":[{"name":"a"}]} | {"containers":null} | {}
          {} | {"containers":[{"name":"a"},{"name":"b","$patch":"delete"}]} | {"containers":[{"name":"a"}]}
          {"tolerations":[{"key":"a"}]} | {"tolerations":[{"key":"b"}]} | {"tolerations":[{"key":"b"}]}
          {"nodeSelector":{"a":"1"}} | {"nodeSelector":{"b":"2"}} | {"nodeSelector":{"a":"1","b":"2"}}
          {"nodeSelector":{"a":"1"}} | {"nodeSelector":{"b":"2","$patch":"replace"}} | {"nodeSelector":{"b":"2"}}
          {"nodeSelector":{"a":"1"}} | {"nodeSelector":{"$patch":"delete"}} | {"nodeSelector":{}}
          {"hostname":"a"} | {"hostname":null,"subdomain":"b"} | {"subdomain":"b"}
          {"hostAliases":[{"ip":"1.1.1.1","hostnames":["a"]}]} | {"hostAliases":[{"ip":"1.1.1.1","hostnames":["b"]}]} | {"hostAliases":[{"ip":"1.1.1.1","hostnames":["b"]}]}
          """)
  void mergesByTheSchema(String target, String patch, String expected) {
    assertThat(apply(POD_SPEC, target, patch)).isEqualTo(json(expected));
  }

  @Test
  void mergesListsWithinLists() {
    assertThat(
            apply(
                POD_SPEC,
                """
                {"containers":[{"name":"a",
                "env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],
                "ports":[{"containerPort":80,"protocol":"TCP"}],
                "volumeMounts":[{"mountPath":"/a","name":"v"}]}]}""",
                """
                {"containers":[{"name":"a",
                "env":[{"name":"Y","value":"3"}],
                "ports":[{"containerPort":80,"name":"web"}],
                "volumeMounts":[{"mountPath":"/a","$patch":"delete"}]}]}"""))
        .isEqualTo(
            json(
                """
                {"containers":[{"name":"a",
                "env":[{"name":"X","value":"1"},{"name":"Y","value":"3"}],
                "ports":[{"containerPort":80,"protocol":"TCP","name":"web"}],
                "volumeMounts":[]}]}"""));
  }

  /**
   * The merge key of ports is the number alone, so that the first of two with one number is met.
   */
  @Test
  void meetsTheFirstPortOfANumber() {
    assertThat(
            apply(
                POD_SPEC,
                """
                {"containers":[{"name":"a","ports":[{"containerPort":53,"protocol":"UDP"},
                {"containerPort":53,"protocol":"TCP"}]}]}""",
                """
                {"containers":[{"name":"a","ports":[{"containerPort":53,"name":"dns"}]}]}"""))
        .isEqualTo(
            json(
                """
                {"containers":[{"name":"a","ports":[{"containerPort":53,"protocol":"UDP","name":"dns"},
                {"containerPort":53,"protocol":"TCP"}]}]}"""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c | b     |         | a b c
          a b c | c a   |         | b c a
          a     | x     |         | x a
          a b   | x b   |         | x a b
          a b   | b x   |         | a b x
          a b   |       | b a     | b a
          a b c |       | c a     | b c a
          a b   | x     | a x b   | a x b
          a b s | x     | x b a   | x b a s
          a b   | -a    | b       | b
          """)
  void ordersElements(String target, String patch, String order, String expected) {
    List<String> patched = names(patch);
    ObjectNode wanted = Json.object();
    if (!patched.isEmpty()) {
      for (String each : patched) {
        ObjectNode element = wanted.withArrayProperty("containers").addObject();
        element.put("name", each.replace("-", ""));
        if (each.startsWith("-")) {
          element.put("$patch", "delete");
        }
      }
    }
    if (!names(order).isEmpty()) {
      wanted.set("$setElementOrder/containers", containers(names(order)));
    }
    ObjectNode before = Json.object();
    before.set("containers", containers(names(target)));
    assertThat(StrategicMergePatch.apply(before, wanted, POD_SPEC).path("containers"))
        .extracting(each -> each.path("name").asText())
        .containsExactlyElementsOf(names(expected));
  }

  private static List<String> names(String text) {
    return text == null ? List.of() : List.of(text.split(" ", -1));
  }

  private static ArrayNode containers(List<String> names) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    names.forEach(each -> list.addObject().put("name", each));
    return list;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"finalizers":["a"]}         | {"finalizers":["b"]}                         | {"finalizers":["b","a"]}
          {"finalizers":["a","b"]}     | {"finalizers":["b"]}                         | {"finalizers":["a","b"]}
          {"finalizers":["a","b","c"]} | {"$deleteFromPrimitiveList/finalizers":["b"]} | {"finalizers":["a","c"]}
          {"finalizers":["a","b"]}     | {"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["c"]} | {"finalizers":["c","b"]}
          {"finalizers":["a","b"]}     | {"$setElementOrder/finalizers":["b","a"]}    | {"finalizers":["b","a"]}
          {"finalizers":["a","b"]}     | {"$setElementOrder/finalizers":["c","b"],"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["c"]} | {"finalizers":["c","b"]}
          {}                           | {"$deleteFromPrimitiveList/finalizers":["a"]} | {}
          {"ownerReferences":[{"uid":"1","name":"a"}]} | {"ownerReferences":[{"uid":"1","$patch":"delete"}]} | {"ownerReferences":[]}
          """)
  void mergesScalars(String target, String patch, String expected) {
    assertThat(apply(META, target, patch)).isEqualTo(json(expected));
  }

  @Test
  void retainsKeys() {
    assertThat(
            apply(
                POD_SPEC,
                "{\"volumes\":[{\"name\":\"v\",\"emptyDir\":{}},{\"name\":\"w\",\"emptyDir\":{}}]}",
                """
                {"volumes":[{"name":"v","$retainKeys":["name","configMap"],"configMap":{"name":"c"}}]}"""))
        .isEqualTo(
            json(
                """
                {"volumes":[{"name":"v","configMap":{"name":"c"}},{"name":"w","emptyDir":{}}]}"""));
    assertThat(
            apply(
                definition("io.k8s.api.apps.v1.DeploymentSpec"),
                """
                {"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}""",
                """
                {"strategy":{"$retainKeys":["type"],"type":"Recreate"}}"""))
        .isEqualTo(json("{\"strategy\":{\"type\":\"Recreate\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"nodeSelector":{"$patch":"turn"}}             | unknown patch type: turn in map: {"$patch":"turn"}
          {"nodeSelector":{"$patch":"merge"}}            | unknown patch type: merge in map: {"$patch":"merge"}
          {"containers":[{"name":"a","$patch":"merge"}]} | merging lists cannot yet be specified in the patch
          {"containers":[{"name":"a","$patch":"turn"}]}  | unknown patch type: turn in map: {"name":"a","$patch":"turn"}
          {"containers":[{"image":"x"}]}                 | map: {"image":"x"} does not contain declared merge key: name
          {"containers":[{"$patch":"delete"}]}           | map: {"$patch":"delete"} does not contain declared merge key: name
          {"containers":["a"]}                           | a list that is merged by a key has an element without any
          {"$retainKeys":["a"],"hostname":"b"}           | invalid patch format of retainKeys
          {"$retainKeys":{}}                             | invalid patch format of retainKeys
          {"$setElementOrder/containers":1}              | invalid patch format of setElementOrder list
          {"$deleteFromPrimitiveList/containers":1}      | invalid patch format of primitive list
          """)
  void refuses(String patch, String message) {
    assertThatThrownBy(() -> apply(POD_SPEC, "{\"containers\":[{\"name\":\"a\"}]}", patch))
        .isInstanceOf(PatchException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [{"name":"a"}]             | [{"name":"b"}]
          [{"name":"a"},{"name":"b"}] | [{"name":"b"},{"name":"a"}]
          """)
  void refusesAnOrderThatContradictsTheList(String list, String order) {
    String patch = "{\"containers\":%s,\"$setElementOrder/containers\":%s}".formatted(list, order);
    assertThatThrownBy(() -> apply(POD_SPEC, "{\"containers\":[]}", patch))
        .hasMessageContaining("doesn't match $setElementOrder list:");
  }

  /** What a client computes to get from one list to another gets there, and does so twice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void reachesWhatTheClientWants(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      List<String> old = some(random);
      List<String> wanted = some(random);
      ObjectNode patch = Json.object();
      patch.set("$setElementOrder/containers", containers(wanted));
      ArrayNode list = patch.putArray("containers");
      wanted.forEach(each -> list.addObject().put("name", each).put("image", each));
      old.stream()
          .filter(each -> !wanted.contains(each))
          .forEach(each -> list.addObject().put("name", each).put("$patch", "delete"));
      ObjectNode target = Json.object();
      target.set("containers", containers(old));
      ObjectNode once = StrategicMergePatch.apply(target, patch, POD_SPEC);
      assertThat(once.path("containers"))
          .as("%s to %s, seed %d", old, wanted, seed)
          .extracting(each -> each.path("name").asText())
          .containsExactlyElementsOf(wanted);
      assertThat(StrategicMergePatch.apply(once, patch, POD_SPEC)).isEqualTo(once);
    }
  }

  private static List<String> some(Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f"));
    Collections.shuffle(names, random);
    return names.subList(0, 1 + random.nextInt(5));
  }

  /** Without lists and directives it is a merge patch. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isAMergePatchElsewhere(long seed) {
    Random random = new Random(seed);
    RandomJson targets = new RandomJson(random, false);
    RandomJson patches = new RandomJson(random, true);
    for (int i = 0; i < 300; i++) {
      ObjectNode target = targets.object(3);
      ObjectNode patch = patches.object(3);
      assertThat(StrategicMergePatch.apply(target, patch, POD_SPEC))
          .as("%s by %s, seed %d", target, patch, seed)
          .isEqualTo(MergePatch.apply(target, patch));
    }
  }
}
