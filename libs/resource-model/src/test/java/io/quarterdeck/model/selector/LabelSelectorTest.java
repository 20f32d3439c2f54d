package io.quarterdeck.model.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.selector.Requirement.Operator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a                    | a
          !a                   | !a
          ! a                  | !a
          a=b                  | a=b
          a==b                 | a=b
          a = b                | a=b
          a!=b                 | a!=b
          a=                   | a=
          a=,b                 | a=,b
          a in (x)             | a in (x)
          a in (y, x,y)        | a in (x,y)
          a notin (x,y)        | a notin (x,y)
          a in ()              | a in ()
          a in (,x)            | a in (,x)
          a in (x,)            | a in (,x)
          a in (x,,y)          | a in (,x,y)
          a>1                  | a>1
          a<1                  | a<1
          in in (in,notin)     | in in (in,notin)
          notin=in             | notin=in
          b=1,a=2,a!=3         | a=2,a!=3,b=1
          example.com/a=b_c.d  | example.com/a=b_c.d
          """)
  void readsTheWholeGrammar(String text, String canonical) {
    LabelSelector selector = LabelSelector.parse(text);
    assertThat(selector).hasToString(canonical);
    assertThat(LabelSelector.parse(canonical)).isEqualTo(selector);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ,a           | found ',', expected: !, identifier, or 'end of string'
          =            | found '=', expected: !, identifier, or 'end of string'
          a,           | found '', expected: identifier after ','
          a,,b         | found ',', expected: identifier after ','
          a b          | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
          a !          | unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt
          !            | unable to parse requirement: found '', expected: identifier
          !a=b         | found '=', expected: ',' or 'end of string'
          a=b c        | found 'c', expected: ',' or 'end of string'
          a===b        | unable to parse requirement: found '=', expected: identifier
          a=(b)        | unable to parse requirement: found '(', expected: identifier
          a in b       | unable to parse requirement: found 'b' expected: '('
          a in         | unable to parse requirement: found '' expected: '('
          a in (       | unable to parse requirement: found '', expected: ',', ')' or identifier
          a in (=      | unable to parse requirement: found '=', expected: ',', ')' or identifier
          a in (b,=    | unable to parse requirement: found '=', expected: ',', or identifier
          a in (b      | unable to parse requirement: found '', expected: ',' or ')'
          a in (b c)   | unable to parse requirement: found 'c', expected: ',' or ')'
          a in (b) c   | found 'c', expected: ',' or 'end of string'
          a>b          | unable to parse requirement: values[0]: Invalid value: "b": for 'Gt', 'Lt' operators, the value must be an integer
          """)
  void saysWhereTheGrammarIsBroken(String text, String message) {
    assertThatThrownBy(() -> LabelSelector.parse(text))
        .isInstanceOf(SelectorException.class)
        .hasMessage(message);
  }

  @Test
  void saysWhatIsWrongWithKeysAndValues() {
    String rule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
            + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
            + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    assertThatThrownBy(() -> LabelSelector.parse("-a=b"))
        .hasMessage("unable to parse requirement: <nil>: Invalid value: \"-a\": name part " + rule);
    assertThatThrownBy(() -> LabelSelector.parse("a/b/c"))
        .hasMessage(
            "unable to parse requirement: <nil>: Invalid value: \"a/b/c\": a qualified name "
                + rule
                + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    String label =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
            + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
            + " 'my_value',  or '12345', regex used for validation is"
            + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    assertThatThrownBy(() -> LabelSelector.parse("k in (-y,x,-x)"))
        .hasMessage(
            "unable to parse requirement: [values[0][k]: Invalid value: \"-x\": "
                + label
                + ", values[1][k]: Invalid value: \"-y\": "
                + label
                + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a=1           | {"a":"1"}         | true
          a=1           | {"a":"2"}         | false
          a=1           | {}                | false
          a!=1          | {}                | true
          a!=1          | {"a":"1"}         | false
          a in (1,2)    | {"a":"2"}         | true
          a notin (1,2) | {"a":"2"}         | false
          a notin (1,2) | {"b":"2"}         | true
          a             | {"a":""}          | true
          !a            | {"a":""}          | false
          a=            | {"a":""}          | true
          a=            | {}                | false
          a in ()       | {"a":""}          | true
          a>1           | {"a":"2"}         | true
          a>1           | {"a":"1"}         | false
          a>1           | {"a":"x"}         | false
          a>1           | {}                | false
          a<1           | {"a":"-5"}        | true
          a=1,b=2       | {"a":"1"}         | false
          a=1,b=2       | {"a":"1","b":"2"} | true
          ~~            | {}                | true
          """)
  void selects(String selector, String labels, boolean selected) {
    assertThat(LabelSelector.parse(selector).matches(json(labels))).isEqualTo(selected);
  }

  @Test
  void readsObjectsAndMaps() {
    LabelSelector selector =
        LabelSelector.ofObject(
            json(
                """
                {"matchLabels":{"b":"1"},"matchExpressions":[{"key":"a","operator":"In","values":["x","y"]},
                {"key":"c","operator":"NotIn","values":["z"]},{"key":"d","operator":"Exists"},
                {"key":"e","operator":"DoesNotExist"}]}"""));
    assertThat(selector).hasToString("a in (x,y),b=1,c notin (z),d,!e");
    assertThat(LabelSelector.ofObject(json("{}")).isEverything()).isTrue();
    assertThat(LabelSelector.ofObject(MissingNode.getInstance()).matches(json("{}"))).isFalse();
    assertThat(LabelSelector.ofMap(json("{}")).matches(json("{\"a\":\"1\"}"))).isFalse();
    assertThat(LabelSelector.ofMap(json("{\"a\":\"1\"}"))).hasToString("a=1");
    assertThatThrownBy(
            () ->
                LabelSelector.ofObject(
                    json("{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Maybe\"}]}")))
        .hasMessage("\"Maybe\" is not a valid label selector operator");
  }

  /** A selector says the same when it is written and read again, and a negation the opposite. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void saysTheSameAgain(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      ObjectNode labels = Json.object();
      for (String key : List.of("a", "b")) {
        if (random.nextBoolean()) {
          labels.put(key, Integer.toString(random.nextInt(4)));
        }
      }
      Requirement one = requirement(random);
      Requirement two = requirement(random);
      LabelSelector selector = LabelSelector.of(List.of(one, two));
      boolean selected = selector.matches(labels);
      assertThat(LabelSelector.parse(selector.toString()).matches(labels))
          .as("%s of %s, seed %d", selector, labels, seed)
          .isEqualTo(selected)
          .isEqualTo(one.matches(labels) && two.matches(labels));
      Requirement not = new Requirement(one.key(), opposite(one.operator()), one.values());
      assertThat(not.matches(labels))
          .as("%s, seed %d", not, seed)
          .isNotEqualTo(one.matches(labels));
    }
  }

  private static Requirement requirement(Random random) {
    String key = random.nextBoolean() ? "a" : "b";
    List<String> values = List.of(Integer.toString(random.nextInt(4)));
    return switch (random.nextInt(6)) {
      case 0 -> new Requirement(key, Operator.IN, List.of(values.getFirst(), "9"));
      case 1 -> new Requirement(key, Operator.NOT_IN, List.of(values.getFirst(), "9"));
      case 2 -> new Requirement(key, Operator.EQUALS, values);
      case 3 -> new Requirement(key, Operator.NOT_EQUALS, values);
      case 4 -> new Requirement(key, Operator.EXISTS, List.of());
      default -> new Requirement(key, Operator.DOES_NOT_EXIST, List.of());
    };
  }

  private static Operator opposite(Operator operator) {
    return switch (operator) {
      case IN -> Operator.NOT_IN;
      case NOT_IN -> Operator.IN;
      case EQUALS -> Operator.NOT_EQUALS;
      case NOT_EQUALS -> Operator.EQUALS;
      case EXISTS -> Operator.DOES_NOT_EXIST;
      case DOES_NOT_EXIST -> Operator.EXISTS;
      case GREATER_THAN, LESS_THAN -> throw new IllegalArgumentException("has no opposite");
    };
  }
}
