package io.quarterdeck.model.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergePatchTest {

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The examples of RFC 7396. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"a":"b"}              | {"a":"c"}               | {"a":"c"}
          {"a":"b"}              | {"b":"c"}               | {"a":"b","b":"c"}
          {"a":"b"}              | {"a":null}              | {}
          {"a":"b","b":"c"}      | {"a":null}              | {"b":"c"}
          {"a":["b"]}            | {"a":"c"}               | {"a":"c"}
          {"a":"c"}              | {"a":["b"]}             | {"a":["b"]}
          {"a":{"b":"c"}}        | {"a":{"b":"d","c":null}} | {"a":{"b":"d"}}
          {"a":[{"b":"c"}]}      | {"a":[1]}               | {"a":[1]}
          ["a","b"]              | ["c","d"]               | ["c","d"]
          {"a":"b"}              | ["c"]                   | ["c"]
          {"a":"foo"}            | null                    | null
          {"e":null}             | {"a":1}                 | {"e":null,"a":1}
          [1,2]                  | {"a":"b","c":null}      | {"a":"b"}
          {}                     | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
          """)
  void followsTheExamples(String target, String patch, String expected) {
    assertThat(MergePatch.apply(json(target), json(patch))).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void obeysItsLaws(long seed) {
    Random random = new Random(seed);
    RandomJson targets = new RandomJson(random, false);
    RandomJson patches = new RandomJson(random, true);
    for (int i = 0; i < 500; i++) {
      ObjectNode target = targets.object(3);
      ObjectNode patch = patches.object(3);
      ObjectNode untouched = target.deepCopy();
      JsonNode once = MergePatch.apply(target, patch);
      assertThat(MergePatch.apply(once, patch))
          .as("%s twice, seed %d", patch, seed)
          .isEqualTo(once);
      assertThat(MergePatch.apply(target, Json.object())).as("nothing").isEqualTo(target);
      assertThat(MergePatch.apply(target, target)).as("itself").isEqualTo(target);
      assertThat(target).as("the target is left as it was").isEqualTo(untouched);
      patch
          .properties()
          .forEach(
              each ->
                  assertThat(once.has(each.getKey()))
                      .as("%s of %s, seed %d", each.getKey(), patch, seed)
                      .isNotEqualTo(each.getValue().isNull()));
    }
  }
}
