package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngressClassStrategyTest {
  private static final Fixture CLASSES = Fixture.of("networking.k8s.io", "ingressclasses");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"controller":"a.example/c"} | ~~
          {"controller":"a.example/c/d%20e"} | ~~
          {} | spec.controller: Required value
          {"controller":"controller"} | spec.controller: Invalid value: "controller": must be a domain-prefixed path (such as "acme.io/foo")
          {"controller":"/c"} | spec.controller: Invalid value: "/c": must be a domain-prefixed path (such as "acme.io/foo")
          {"controller":"a.example/"} | spec.controller: Invalid value: "a.example/": must be a domain-prefixed path (such as "acme.io/foo")
          {"controller":"A/c"} | spec.controller: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          {"controller":"a/c d"} | spec.controller: Invalid value: "c d": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')
          {"controller":"a/c","parameters":{"kind":"K","name":"n"}} | ~~
          {"controller":"a/c","parameters":{"apiGroup":"","kind":"K","name":"n"}} | spec.parameters.apiGroup: Invalid value: "": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          {"controller":"a/c","parameters":{"kind":"K/L","name":"n%"}} | spec.parameters.kind: Invalid value: "K/L": may not contain '/';spec.parameters.name: Invalid value: "n%": may not contain '%'
          {"controller":"a/c","parameters":{}} | spec.parameters.kind: Required value: kind is required;spec.parameters.name: Required value: name is required
          {"controller":"a/c","parameters":{"kind":"K","name":"n","scope":"Namespace"}} | spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'
          {"controller":"a/c","parameters":{"kind":"K","name":"n","scope":"Namespace","namespace":"ns"}} | ~~
          {"controller":"a/c","parameters":{"kind":"K","name":"n","scope":"Namespace","namespace":"a.b"}} | spec.parameters.namespace: Invalid value: "a.b": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
          {"controller":"a/c","parameters":{"kind":"K","name":"n","namespace":"ns"}} | spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'
          """)
  void explainsWhatIsWrong(String spec, String problems) {
    assertThat(String.join(";", CLASSES.problems("{\"spec\":" + spec + "}"))).isEqualTo(problems);
  }

  @Test
  void limitsTheNameOfTheController() {
    String longest = "a/" + "c".repeat(248);
    assertThat(CLASSES.problems(of(longest))).isEmpty();
    assertThat(CLASSES.problems(of(longest + "c")))
        .containsExactly("spec.controller: Too long: may not be more than 250 bytes");
  }

  @Test
  void keepsItsController() {
    ApiObject old = CLASSES.created(of("a/c"));
    assertThat(CLASSES.problemsOfUpdate(old, of("a/d")))
        .containsExactly("spec.controller: Invalid value: \"a/d\": field is immutable");
    String told =
        "{\"spec\":{\"controller\":\"a/c\",\"parameters\":{\"kind\":\"K\",\"name\":\"n\"}}}";
    assertThat(CLASSES.problemsOfUpdate(old, told)).isEmpty();
    assertThat(CLASSES.updated(old, told).generation()).isEqualTo(2);
  }

  private static String of(String controller) {
    return "{\"spec\":{\"controller\":\"" + controller + "\"}}";
  }
}
