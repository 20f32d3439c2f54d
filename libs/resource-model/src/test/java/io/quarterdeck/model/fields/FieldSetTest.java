package io.quarterdeck.model.fields;

import static io.quarterdeck.model.fields.Trees.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSetTest {
  private static String text(FieldSet set) {
    return new String(Json.bytes(FieldsV1.write(set)), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"f:a\":{}}",
        "{\"f:a\":{\".\":{},\"f:b\":{}}}",
        "{\"f:a\":{},\"f:b\":{\"f:c\":{}},\"k:{\\\"name\\\":\\\"x\\\"}\":{},\"v:1\":{},\"v:\\\"b\\\"\":{},\"v:true\":{},\"i:3\":{}}",
        "{\"k:{\\\"port\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{\".\":{},\"f:port\":{}}}",
      })
  void isWrittenAsItWasRead(String json) {
    assertThat(text(set(json))).isEqualTo(json);
  }

  @Test
  void hasAnOrder() {
    assertThat(
            text(
                set(
                    """
                    {"i:2":{},"v:null":{},"v:{\\"a\\":1}":{},"v:[1]":{},"v:true":{},"v:\\"s\\"":{},"v:2":{},"v:1.5":{},
                     "k:{\\"z\\":1}":{},"k:{\\"b\\":1,\\"a\\":2}":{},"f:z":{},"f:b":{"f:y":{},"f:x":{}},"i:1":{}}\
                    """)))
        .isEqualTo(
            "{\"f:b\":{\"f:x\":{},\"f:y\":{}},\"f:z\":{},\"k:{\\\"a\\\":2,\\\"b\\\":1}\":{},"
                + "\"k:{\\\"z\\\":1}\":{},\"v:1.5\":{},\"v:2\":{},\"v:\\\"s\\\"\":{},\"v:true\":{},"
                + "\"v:[1]\":{},\"v:{\\\"a\\\":1}\":{},\"v:null\":{},\"i:1\":{},\"i:2\":{}}");
  }

  @Test
  void leavesOutStepsThatNobodyKnows() {
    assertThat(text(set("{\"x:later\":{\"f:a\":{}},\"f:b\":{}}"))).isEqualTo("{\"f:b\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{}}",
        "{\"ab:\":{}}",
        "{\"v:{\":{}}",
        "{\"v:\":{}}",
        "{\"v:1 2\":{}}",
        "{\"k:[1]\":{}}",
        "{\"i:x\":{}}",
        "{\"f:a\":1}",
        "[]"
      })
  void refusesWhatIsNoSet(String json) {
    assertThatThrownBy(() -> FieldsV1.read(Json.MAPPER.readTree(json)))
        .isInstanceOf(FieldsException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // first | second | union | intersection | difference | without
        "{'f:a':{}}|{'f:b':{}}|{'f:a':{},'f:b':{}}|{}|{'f:a':{}}|{'f:a':{}}",
        "{'f:a':{'.':{},'f:b':{}}}|{'f:a':{}}|{'f:a':{'.':{},'f:b':{}}}|{'f:a':{}}|{'f:a':{'f:b':{}}}|{}",
        "{'f:a':{}}|{'f:a':{'f:b':{}}}|{'f:a':{'.':{},'f:b':{}}}|{}|{'f:a':{}}|{'f:a':{}}",
        "{'f:a':{'f:b':{},'f:c':{}}}|{'f:a':{'f:c':{},'f:d':{}}}|{'f:a':{'f:b':{},'f:c':{},'f:d':{}}}"
            + "|{'f:a':{'f:c':{}}}|{'f:a':{'f:b':{}}}|{'f:a':{'f:b':{}}}",
        "{}|{'f:a':{}}|{'f:a':{}}|{}|{}|{}",
      })
  void combines(
      String first,
      String second,
      String union,
      String intersection,
      String difference,
      String without) {
    FieldSet one = set(first.replace('\'', '"'));
    FieldSet two = set(second.replace('\'', '"'));

    assertThat(one.union(two)).isEqualTo(set(union.replace('\'', '"')));
    assertThat(one.intersection(two)).isEqualTo(set(intersection.replace('\'', '"')));
    assertThat(one.difference(two)).isEqualTo(set(difference.replace('\'', '"')));
    assertThat(one.without(two)).isEqualTo(set(without.replace('\'', '"')));
  }

  @Test
  void listsItsPathsByDepth() {
    FieldSet set = set("{\"f:a\":{\".\":{},\"f:b\":{}},\"f:c\":{},\"f:d\":{\"v:1\":{\".\":{}}}}");

    assertThat(set.paths().stream().map(FieldSet::text))
        .containsExactly(".a", ".c", ".a.b", ".d[=1]");
  }
}
