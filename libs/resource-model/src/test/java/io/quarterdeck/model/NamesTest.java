package io.quarterdeck.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private static final String LABEL =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String LABEL_1035 =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  private static final String SUBDOMAIN =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
          + " regex used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String NAME =
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end"
          + " with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex"
          + " used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a-b", "0a9"})
  void acceptsLabels(String name) {
    assertThat(Names.dnsLabel(name)).isEmpty();
    assertThat(Names.dnsSubdomain(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "-a", "a-", "a.b", "ä", "a\n"})
  void refusesOtherLabels(String name) {
    assertThat(Names.dnsLabel(name)).containsExactly(LABEL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a", "", "-a", "A", "a.b"})
  void wantsALetterFirst(String name) {
    assertThat(Names.dns1035Label(name)).containsExactly(LABEL_1035);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "a.", "a..b", "A.b", "a.-b"})
  void refusesOtherSubdomains(String name) {
    assertThat(Names.dnsSubdomain(name)).containsExactly(SUBDOMAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A_b.c-9", "example.com/a", "a.b/C"})
  void acceptsQualifiedNames(String name) {
    assertThat(Names.qualifiedName(name)).isEmpty();
  }

  @Test
  void saysWhichPartOfAQualifiedNameIsWrong() {
    assertThat(Names.qualifiedName("")).containsExactly("name part must be non-empty", NAME);
    assertThat(Names.qualifiedName("-a")).containsExactly(NAME);
    assertThat(Names.qualifiedName("/a")).containsExactly("prefix part must be non-empty");
    assertThat(Names.qualifiedName("A/a")).containsExactly("prefix part " + SUBDOMAIN);
    assertThat(Names.qualifiedName("a/b/c")).hasSize(1);
    assertThat(Names.qualifiedName("a/" + "b".repeat(64)))
        .containsExactly("name part must be no more than 63 characters");
  }

  @Test
  void limitsLengths() {
    check(Names::dnsLabel, 63);
    check(Names::dns1035Label, 63);
    check(Names::labelValue, 63);
    check(Names::dnsSubdomain, 253);
  }

  private static void check(Function<String, List<String>> rule, int max) {
    assertThat(rule.apply("a".repeat(max))).isEmpty();
    assertThat(rule.apply("a".repeat(max + 1)))
        .containsExactly("must be no more than " + max + " characters");
  }

  @Test
  void judgesLabelValues() {
    assertThat(Names.labelValue("")).isEmpty();
    assertThat(Names.labelValue("A.b_c-1")).isEmpty();
    assertThat(Names.labelValue("a b"))
        .containsExactly(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_'"
                + " or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', "
                + " or 'my_value',  or '12345', regex used for validation is"
                + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          http             | ~~
          a-1              | ~~
          80               | must contain at least one letter (a-z)
          Http             | must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)
          a--b             | must not contain consecutive hyphens
          a-               | must not begin or end with a hyphen
          a234567890123456 | must be no more than 15 characters
          """)
  void judgesNamesOfPorts(String name, String problem) {
    assertThat(String.join("; ", Names.portName(name))).isEqualTo(problem);
  }

  @Test
  void judgesEnvironmentVariables() {
    assertThat(Names.environmentVariable("1 a.b-c")).isEmpty();
    assertThat(Names.environmentVariable("a=b"))
        .containsExactly(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
    assertThat(Names.environmentVariable("ä")).hasSize(1);
  }
}
