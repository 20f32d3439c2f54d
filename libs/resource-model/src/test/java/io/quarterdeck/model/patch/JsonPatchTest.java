package io.quarterdeck.model.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.patch.PatchException.Flaw;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                  | {"op":"add","path":"/a","value":1}                         | {"a":1}
          {"a":0}             | {"op":"add","path":"/a","value":1}                         | {"a":1}
          {"a":[1,3]}         | {"op":"add","path":"/a/1","value":2}                       | {"a":[1,2,3]}
          {"a":[1]}           | {"op":"add","path":"/a/-","value":2}                       | {"a":[1,2]}
          {"a":[1]}           | {"op":"add","path":"/a/1","value":[2]}                     | {"a":[1,[2]]}
          {"a":{}}            | {"op":"add","path":"/a/b~1c~0d","value":1}                 | {"a":{"b/c~d":1}}
          {"a":1}             | {"op":"add","path":"/","value":2}                          | {"a":1,"":2}
          {"a":1,"b":2}       | {"op":"remove","path":"/a"}                                | {"b":2}
          {"a":[1,2,3]}       | {"op":"remove","path":"/a/1"}                              | {"a":[1,3]}
          {"a":null}          | {"op":"replace","path":"/a","value":1}                     | {"a":1}
          {"a":[1,2]}         | {"op":"replace","path":"/a/1","value":3}                   | {"a":[1,3]}
          {"a":1}             | {"op":"replace","path":"","value":{"b":2}}                 | {"b":2}
          {"a":{"b":1},"c":2} | {"op":"move","from":"/a/b","path":"/c"}                    | {"a":{},"c":1}
          {"a":[1,2,3]}       | {"op":"move","from":"/a/2","path":"/a/0"}                  | {"a":[3,1,2]}
          {"a":[1]}           | {"op":"copy","from":"/a","path":"/b"}                      | {"a":[1],"b":[1]}
          {"a":{"b":[1,"x"]}} | {"op":"test","path":"/a","value":{"b":[1,"x"]}}            | {"a":{"b":[1,"x"]}}
          {"a":null}          | {"op":"test","path":"/a","value":null}                     | {"a":null}
          {}                  | {"op":"test","path":"/a","value":null}                     | {}
          """)
  void applies(String target, String operation, String expected) {
    JsonNode before = json(target);
    assertThat(JsonPatch.apply(before, json("[" + operation + "]"))).isEqualTo(json(expected));
    assertThat(before).as("the target is left as it was").isEqualTo(json(target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"op":"test","path":"/a/0","value":2}    | testing value /a/0 failed: test failed
          {"op":"test","path":"/a/0","value":"1"}  | testing value /a/0 failed: test failed
          {"op":"test","path":"/x/y","value":1}    | testing value /x/y failed: test failed
          {"op":"test","path":"/a","value":null}   | testing value /a failed: test failed
          {"op":"add","path":"/x/y","value":1}     | add operation does not apply: doc is missing path: "/x/y": missing value
          {"op":"add","path":"/s/y","value":1}     | add operation does not apply: doc is missing path: "/s/y": missing value
          {"op":"add","path":"/a/2","value":1}     | error in add for path: '/a/2': Unable to access invalid index: 2: invalid index referenced
          {"op":"add","path":"/a/x","value":1}     | error in add for path: '/a/x': Unable to access invalid index: x: invalid index referenced
          {"op":"add","path":"a","value":1}        | invalid path: a
          {"op":"remove","path":"/x"}              | error in remove for path: '/x': Unable to remove nonexistent key: x: missing value
          {"op":"remove","path":"/x/y"}            | remove operation does not apply: doc is missing path: "/x/y": missing value
          {"op":"remove","path":"/a/1"}            | error in remove for path: '/a/1': Unable to access invalid index: 1: invalid index referenced
          {"op":"replace","path":"/x","value":1}   | replace operation does not apply: doc is missing key: /x: missing value
          {"op":"replace","path":"/x/y","value":1} | replace operation does not apply: doc is missing path: /x/y: missing value
          {"op":"replace","path":"/a/-","value":1} | error in replace for path: '/a/-': Unable to access invalid index: -: invalid index referenced
          {"op":"move","from":"/x","path":"/b"}    | move operation does not apply: doc is missing from path: /x: missing value
          {"op":"move","from":"/o","path":"/o/i"}  | add operation does not apply: doc is missing path: "/o/i": missing value
          {"op":"copy","from":"/x","path":"/b"}    | copy operation does not apply: doc is missing from path: /x: missing value
          {"op":"turn","path":"/a"}                | Unexpected kind: turn
          """)
  void refuses(String operation, String message) {
    JsonNode target = json("{\"a\":[1],\"s\":\"t\",\"o\":{}}");
    assertThatThrownBy(() -> JsonPatch.apply(target, json("[" + operation + "]")))
        .isInstanceOfSatisfying(
            PatchException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.UNPROCESSABLE))
        .hasMessage(message);
    assertThat(target).as("all or nothing").isEqualTo(json("{\"a\":[1],\"s\":\"t\",\"o\":{}}"));
  }

  @Test
  void appliesAllOrNothing() {
    JsonNode target = json("{\"a\":1}");
    assertThatThrownBy(
            () ->
                JsonPatch.apply(
                    target,
                    json(
                        """
                        [{"op":"replace","path":"/a","value":2},{"op":"test","path":"/a","value":1}]""")))
        .hasMessage("testing value /a failed: test failed");
    assertThat(target).isEqualTo(json("{\"a\":1}"));
  }

  @Test
  void refusesWhatIsNoPatch() {
    assertThatThrownBy(() -> JsonPatch.apply(json("{}"), json("{\"op\":\"add\"}")))
        .isInstanceOfSatisfying(
            PatchException.class, e -> assertThat(e.flaw()).isEqualTo(Flaw.MALFORMED));
    assertThatThrownBy(() -> JsonPatch.apply(json("{}"), json("[{\"op\":\"add\",\"value\":1}]")))
        .hasMessageContaining("missing path");
    assertThatThrownBy(
            () -> JsonPatch.apply(json("{}"), json("[{\"op\":\"add\",\"path\":\"/a\"}]")))
        .hasMessageContaining("missing value");
  }

  /** What one operation copies stays as it was when another changes the original. */
  @Test
  void copiesValues() {
    assertThat(
            JsonPatch.apply(
                json("{\"a\":{\"n\":1}}"),
                json(
                    """
                    [{"op":"copy","from":"/a","path":"/b"},{"op":"replace","path":"/a/n","value":2}]""")))
        .isEqualTo(json("{\"a\":{\"n\":2},\"b\":{\"n\":1}}"));
  }

  /** A few hundred bytes that would double the document until no memory is left. */
  @Test
  void boundsWhatCopiesAdd() {
    String patch =
        IntStream.range(0, 40)
            .mapToObj("{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a%d\"}"::formatted)
            .collect(Collectors.joining(",", "[", "]"));
    assertThatThrownBy(() -> JsonPatch.apply(json("{\"text\":\"ten bytes\"}"), json(patch)))
        .isInstanceOfSatisfying(
            PatchException.class,
            refused -> assertThat(refused.flaw()).isEqualTo(Flaw.UNPROCESSABLE))
        .hasMessageStartingWith(
            "Unable to complete the copy, the accumulated size increase of copy")
        .hasMessageEndingWith("exceeding the limit 3145728");
  }

  @Test
  void getsNoDeeperThanWhatIsParsed() {
    String deep = "{\"a\":".repeat(300) + "0" + "}".repeat(300);
    String bottom = "/a".repeat(300);
    JsonNode once = json("[{\"op\":\"replace\",\"path\":\"/a\",\"value\":" + deep + "}]");
    JsonNode below =
        json("[{\"op\":\"replace\",\"path\":\"" + bottom + "\",\"value\":" + deep + "}]");
    assertThat(JsonPatch.apply(json(deep), once).at(bottom).isObject()).isTrue();
    assertThatThrownBy(() -> JsonPatch.apply(json(deep), below)).hasMessage("exceeded max depth");
  }
}
