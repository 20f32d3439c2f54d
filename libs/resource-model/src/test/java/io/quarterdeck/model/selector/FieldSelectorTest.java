package io.quarterdeck.model.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSelectorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a.b=c      | a.b=c
          a.b==c     | a.b=c
          a!=b,c=d   | a!=b,c=d
          a=         | a=
          ,a=b,      | a=b
          a=b\\,c  | a=b\\,c
          a=b\\=c  | a=b\\=c
          ~~         | ~~
          """)
  void reads(String text, String canonical) {
    assertThat(FieldSelector.parse(text)).hasToString(canonical);
    assertThat(FieldSelector.parse(canonical)).isEqualTo(FieldSelector.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a        | invalid selector: 'a'; can't understand 'a'
          a=b,c    | invalid selector: 'a=b,c'; can't understand 'c'
          a=b=c    | invalid field selector: unescaped character in value: =
          a=b\\x | invalid field selector: invalid escape sequence: \\x
          """)
  void refuses(String text, String message) {
    assertThatThrownBy(() -> FieldSelector.parse(text))
        .isInstanceOf(SelectorException.class)
        .hasMessage(message);
  }

  @Test
  void compares() {
    Map<String, String> object = Map.of("a", "1", "b", "x,y");
    assertThat(FieldSelector.parse("a=1,b=x\\,y").matches(field -> object.getOrDefault(field, "")))
        .isTrue();
    assertThat(FieldSelector.parse("a=1,b!=x\\,y").matches(field -> object.getOrDefault(field, "")))
        .isFalse();
    assertThat(FieldSelector.parse("c=").matches(field -> object.getOrDefault(field, ""))).isTrue();
    assertThat(FieldSelector.parse("c!=").matches(field -> object.getOrDefault(field, "")))
        .isFalse();
    assertThat(FieldSelector.parse("a!=1,c=2").required("c")).contains("2");
    assertThat(FieldSelector.parse("a!=1,c=2").required("a")).isEmpty();
    assertThat(FieldSelector.EVERYTHING.isEverything()).isTrue();
  }
}
