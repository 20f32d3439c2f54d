package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateStrategyTest {
  private static final Fixture DEPLOYMENTS = new Fixture(Resources.DEPLOYMENTS);

  private static String deployment(String fields) {
    return "{\"spec\":{\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":"
        + "{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}"
        + (fields.isEmpty() ? "" : "," + fields)
        + "}}";
  }

  @Test
  void startsPodsWithoutEphemeralContainers() {
    String pods = "\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]";
    String with = pods + ",\"ephemeralContainers\":[{\"name\":\"e\",\"image\":\"i\"}]";
    assertThat(DEPLOYMENTS.problems(deployment("").replace(pods, with)))
        .containsExactly(
            "spec.template.spec.ephemeralContainers: Forbidden: ephemeral containers not allowed in"
                + " pod template");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | ~~
          "replicas":-1 | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          "selector":{} | spec.selector: Invalid value: {}: empty selector is invalid for deployment
          "selector":{"matchLabels":{"a":"c"}} | spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not match template `labels`
          "selector":{"matchExpressions":[{"key":"a","operator":"In"}]} | spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          "selector":{"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]} | spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'
          "selector":{"matchExpressions":[{"key":"a","operator":"Maybe"}]} | spec.selector.matchExpressions[0].operator: Invalid value: "Maybe": not a valid selector operator
          "strategy":{"type":"Recreate","rollingUpdate":{}} | spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
          "strategy":{"type":"Other"} | spec.strategy.type: Unsupported value: "Other": supported values: "Recreate", "RollingUpdate"
          "strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":"0%"}} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0
          "strategy":{"rollingUpdate":{"maxUnavailable":"101%"}} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%
          "strategy":{"rollingUpdate":{"maxSurge":"1"}} | spec.strategy.rollingUpdate.maxSurge: Invalid value: "1": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')
          "minReadySeconds":600 | spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds
          "template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}} | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
          "template":{"metadata":{"labels":{"a":"b"}},"spec":{"activeDeadlineSeconds":5,"containers":[{"name":"c","image":"i"}]}} | spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported
          "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c"}]}} | spec.template.spec.containers[0].image: Required value
          """)
  void explainsWhatIsWrong(String fields, String problem) {
    List<String> problems = DEPLOYMENTS.problems(deployment(fields));
    assertThat(String.join("\n", problems)).isEqualTo(problem);
  }

  @Test
  void aSelectorThatIsNotThereMatchesNoTemplate() {
    String selector = "\"selector\":{\"matchLabels\":{\"a\":\"b\"}},";

    assertThat(DEPLOYMENTS.problems(deployment("").replace(selector, "")))
        .containsExactly(
            "spec.selector: Required value",
            "spec.template.metadata.labels: Invalid value: {\"a\":\"b\"}: `selector` does not match"
                + " template `labels`");
  }

  @Test
  void countsGenerationsOfTheSpecAlone() {
    ApiObject old = DEPLOYMENTS.created(deployment(""));
    assertThat(old.generation()).isEqualTo(1);
    old.json().withObject("/status").put("observedGeneration", 1);
    ApiObject scaled = DEPLOYMENTS.updated(old, deployment("\"replicas\":3"));
    assertThat(scaled.generation()).isEqualTo(2);
    assertThat(scaled.at("status")).isEqualTo(old.at("status"));
    ApiObject labelled = DEPLOYMENTS.object(old.json().toString());
    labelled.json().withObject("/metadata/labels").put("x", "y");
    labelled.json().remove("status");
    assertThat(DEPLOYMENTS.updated(old, labelled.json().toString()).generation()).isEqualTo(1);
  }

  @Test
  void keepsTheSelector() {
    ApiObject old = DEPLOYMENTS.created(deployment(""));
    String other =
        deployment("\"selector\":{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Exists\"}]}");
    assertThat(DEPLOYMENTS.problemsOfUpdate(old, other))
        .containsExactly(
            "spec.selector: Invalid value:"
                + " {\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Exists\"}]}: field is"
                + " immutable");
  }
}
