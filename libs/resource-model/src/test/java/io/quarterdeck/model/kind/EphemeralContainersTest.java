package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EphemeralContainersTest {
  private static final Fixture PODS = new Fixture(Resources.PODS);
  private static final String POD =
      """
      {"metadata":{"annotations":{%s}},
       "spec":{"containers":[{"name":"c","image":"i"}],"initContainers":[{"name":"d","image":"i"}],
        "volumes":[{"name":"v"}],"ephemeralContainers":[%s]}}""";

  private static ApiObject pod(String containers) {
    ApiObject pod = PODS.created(POD.formatted("", containers));
    Defaults.apply(Schemas.builtIn().of(Resources.PODS), pod.json());
    return pod;
  }

  private static List<String> problems(ApiObject wanted, ApiObject old) {
    ApiObject next = EphemeralContainers.replaced(wanted, old);
    List<FieldError> errors = new ArrayList<>(PODS.kind().strategy().validate(next));
    errors.addAll(EphemeralContainers.validateUpdate(next, old));
    return Fixture.texts(errors);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"image":"i"}                                              | [0].name: Required value
          {"name":"e"}                                               | [0].image: Required value
          {"name":"c","image":"i"}                                   | [0].name: Duplicate value: "c"
          {"name":"d","image":"i"}                                   | [0].name: Duplicate value: "d"
          {"name":"e","image":"i"},{"name":"e","image":"i"}          | [1].name: Duplicate value: "e"
          {"name":"e","image":"i","targetContainerName":"x"}         | [0].targetContainerName: Not found: "x"
          {"name":"e","image":"i","targetContainerName":"e"}         | [0].targetContainerName: Not found: "e"
          {"name":"e","image":"i","ports":[{"containerPort":1}]}     | [0].ports: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","resources":{"limits":{"cpu":1}}}  | [0].resources: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","resizePolicy":[{}]}               | [0].resizePolicy: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","restartPolicy":"Always"}          | [0].restartPolicy: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","livenessProbe":{"exec":{}}}       | [0].livenessProbe: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","readinessProbe":{"exec":{}}}      | [0].readinessProbe: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","startupProbe":{"exec":{}}}        | [0].startupProbe: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","lifecycle":{"preStop":{}}}        | [0].lifecycle: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","volumeMounts":[{"name":"v","mountPath":"/v","subPath":"s"}]}     | [0].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container
          {"name":"e","image":"i","volumeMounts":[{"name":"v","mountPath":"/v","subPathExpr":"s"}]} | [0].volumeMounts[0].subPathExpr: Forbidden: cannot be set for an Ephemeral Container
          """)
  void explainsWhatIsWrong(String containers, String problem) {
    assertThat(problems(pod(containers), pod("")))
        .containsExactly("spec.ephemeralContainers" + problem);
  }

  @Test
  void mayLookIntoAnyLastingContainer() {
    String both =
        """
        {"name":"e","image":"i","targetContainerName":"c","stdin":true,"tty":true},
        {"name":"f","image":"i","targetContainerName":"d","securityContext":{"privileged":true}}""";
    assertThat(problems(pod(both), pod(""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"name":"f","image":"i"},{"name":"e","image":"i"} | ~~
          {"name":"e","image":"j"}                          | existing ephemeral containers "e" may not be changed
          {"name":"f","image":"i"}                          | existing ephemeral containers "e" may not be removed
          ~~                                                | existing ephemeral containers "e" may not be removed
          """)
  void keepsThoseThatAreThere(String containers, String problem) {
    List<String> problems = problems(pod(containers), pod("{\"name\":\"e\",\"image\":\"i\"}"));
    if (problem.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).containsExactly("spec.ephemeralContainers: Forbidden: " + problem);
    }
  }

  @Test
  void changesNothingElse() {
    ApiObject old = pod("");
    ApiObject wanted = pod("{\"name\":\"e\",\"image\":\"i\"}");
    wanted.json().withObject("/spec").put("nodeName", "elsewhere");
    wanted.json().withObject("/metadata").withObject("/labels").put("a", "b");
    ApiObject next = EphemeralContainers.replaced(wanted, old);
    assertThat(next.generation()).isEqualTo(old.generation() + 1);
    ApiObject without = next.copy();
    without.json().withObject("/metadata").set("generation", old.at("metadata", "generation"));
    without
        .json()
        .withObject("/spec")
        .set("ephemeralContainers", old.at("spec", "ephemeralContainers"));
    assertThat(without.json()).isEqualTo(old.json());
    assertThat(EphemeralContainers.replaced(next, next).generation()).isEqualTo(next.generation());
  }

  @Test
  void areNotForPodsThatANodeHasOfItself() {
    ApiObject old = PODS.created(POD.formatted("\"kubernetes.io/config.mirror\":\"checksum\"", ""));
    assertThat(problems(pod("{\"name\":\"e\",\"image\":\"i\"}"), old))
        .containsExactly(": Forbidden: static pods do not support ephemeral containers");
  }

  @Test
  void comeOnlyToPodsThatAreThere() {
    String given = POD.formatted("", "{\"name\":\"e\",\"image\":\"i\"}");
    assertThat(PODS.problems(given))
        .containsExactly("spec.ephemeralContainers: Forbidden: cannot be set on create");
    assertThat(PODS.problemsOfUpdate(pod(""), given))
        .singleElement()
        .asString()
        .startsWith("spec: Forbidden: pod updates may not change fields other than");
  }
}
