package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.status;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Label and field selectors of lists. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectorTest {
  private final Api api;
  private final String maps;

  SelectorTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
  }

  @BeforeAll
  void create() {
    labelled("one", "{\"tier\":\"web\",\"n\":\"1\"}");
    labelled("two", "{\"tier\":\"db\",\"n\":\"2\"}");
    labelled("three", "{\"n\":\"3\"}");
  }

  private void labelled(String name, String labels) {
    api.create(
        maps,
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","labels":%s}}"""
            .formatted(name, labels));
  }

  private ValidatableResponse list(String path, String parameter, String selector) {
    return api.admin().queryParam(parameter, selector).get(path).then();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tier=web           | one",
        "tier==web          | one",
        "tier!=web          | three two",
        "tier in (web,db)   | one two",
        "tier notin (web)   | three two",
        "tier               | one two",
        "!tier              | three",
        "n>1,n<3            | two",
        "tier,n notin (2)   | one",
        "tier=none          | ''",
      })
  void selectsByLabel(String selector, String names) {
    list(maps, "labelSelector", selector)
        .statusCode(200)
        .body("items.metadata.name.join(' ')", equalTo(names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a in b     | unable to parse requirement: found 'b' expected: '('",
        "=x         | found '=', expected: !, identifier, or 'end of string'",
        "a=b,       | found '', expected: identifier after ','",
        "a=-b       | unable to parse requirement: values[0][a]: Invalid value: \"-b\": a valid"
      })
  void refusesWhatIsNoLabelSelector(String selector, String message) {
    list(maps, "labelSelector", selector)
        .statusCode(400)
        .body("reason", equalTo("BadRequest"))
        .body("message", startsWith(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.name=one                              | one",
        "metadata.name!=one,metadata.namespace!=default | three two",
      })
  void selectsByField(String selector, String names) {
    list(maps, "fieldSelector", selector)
        .statusCode(200)
        .body("items.findAll{it.metadata.name.length()<6}.metadata.name.join(' ')", equalTo(names));
  }

  @Test
  void selectsPodsByWhereTheyRun() {
    api.create(api.core("pods"), Api.pod("unbound"));
    list(api.core("pods"), "fieldSelector", "spec.nodeName=,status.phase=Pending")
        .statusCode(200)
        .body("items.metadata.name", equalTo(List.of("unbound")));
    list("/api/v1/pods", "fieldSelector", "spec.nodeName=elsewhere")
        .body("items.metadata.name", equalTo(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pods       | field label not supported: spec.image",
        "services   | field label not supported: spec.image",
        "configmaps | \"spec.image\" is not a known field selector: only \"metadata.name\","
            + " \"metadata.namespace\"",
      })
  void refusesFieldsThatNobodyCanSelectBy(String resource, String message) {
    list(api.core(resource), "fieldSelector", "spec.image=x")
        .spec(status(400, "BadRequest", message));
  }

  @Test
  void refusesWhatIsNoFieldSelector() {
    list(maps, "fieldSelector", "metadata.name")
        .spec(
            status(
                400,
                "BadRequest",
                "invalid selector: 'metadata.name'; can't understand 'metadata.name'"));
  }
}
