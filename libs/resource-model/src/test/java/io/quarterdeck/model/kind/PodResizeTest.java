package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.patch.MergePatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodResizeTest {
  private static final Fixture PODS = new Fixture(Resources.PODS);

  /** A container, an init container and a sidecar; each requests and may have something. */
  private static final String POD =
      """
      {"metadata":{"annotations":{%s}},"spec":{
       "initContainers":[%s,
        {"name":"side","image":"i","restartPolicy":"Always","resources":{"requests":{"cpu":"10m"}}}],
       "containers":[%s]}}\
      """;

  private static final String INIT =
      "{'name':'init','image':'i','resources':{'requests':{'cpu':'20m'}}}";
  private static final String MAIN =
      "{'name':'main','image':'i','resources':"
          + "{'requests':{'cpu':'100m','memory':'64Mi'},'limits':{'memory':'64Mi'}}}";

  private static ApiObject pod(String init, String containers) {
    return PODS.created(POD.formatted("", json(init), json(containers)));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static List<String> problems(ApiObject wanted, ApiObject old) {
    ApiObject next = PodResize.replaced(wanted, old);
    List<FieldError> errors = new ArrayList<>(PODS.kind().strategy().validate(next));
    errors.addAll(PodResize.validateUpdate(next, old));
    return Fixture.texts(errors);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'requests':{'cpu':'200m','memory':'32Mi'},'limits':{'memory':'64Mi'}} | ~~
          {'requests':{'cpu':'100m','memory':'64Mi'},'limits':{'memory':'1Gi','cpu':'1'}} | ~~
          {'requests':{'memory':'64Mi'},'limits':{'memory':'64Mi'}} | spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed
          {'requests':{'cpu':'100m','memory':'64Mi'}} | spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed
          {'requests':{'cpu':'100m','memory':'65Mi'},'limits':{'memory':'64Mi'}} | spec.containers[0].resources.requests: Invalid value: "65Mi": must be less than or equal to memory limit of 64Mi
          {'requests':{'cpu':'100m','memory':'64Mi','ephemeral-storage':'1Gi'},'limits':{'memory':'64Mi'}} | spec: Forbidden: only cpu and memory resources are mutable
          """)
  void changesCpuAndMemoryOfContainers(String resources, String problem) {
    String wanted = "{'name':'main','image':'i','resources':" + resources + "}";
    assertThat(problems(pod(INIT, wanted), pod(INIT, MAIN)))
        .isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'name':'other','image':'i'} | spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize
          {'name':'a','image':'i'},{'name':'b','image':'i'} | spec.containers: Forbidden: containers may not be added or removed on resize
          """)
  void leavesTheContainersThatThereAre(String containers, String problem) {
    assertThat(problems(pod(INIT, containers), pod(INIT, MAIN))).contains(problem);
  }

  @Test
  void changesSidecarsAndNoOtherInitContainers() {
    ApiObject old = pod(INIT, MAIN);
    ApiObject wanted = old.copy();
    requests(wanted, 1).put("cpu", "11m");
    assertThat(problems(wanted, old)).isEmpty();
    requests(wanted, 1).put("ephemeral-storage", "1");
    assertThat(problems(wanted, old))
        .containsExactly(
            "spec: Forbidden: only cpu and memory resources for sidecar containers are mutable");
    wanted = old.copy();
    requests(wanted, 0).put("cpu", "21m");
    assertThat(problems(wanted, old))
        .containsExactly(
            "spec: Forbidden: resources for non-sidecar init containers are immutable");
  }

  private static ObjectNode requests(ApiObject pod, int initContainer) {
    return (ObjectNode)
        pod.at("spec", "initContainers").get(initContainer).path("resources").path("requests");
  }

  @Test
  void keepsTheClassOfService() {
    String all = "{'name':'main','image':'i','resources':{'requests':%s,'limits':%s}}";
    String less = "{'cpu':'1','memory':'1Gi'}";
    String more = "{'cpu':'2','memory':'2Gi'}";
    ApiObject guaranteed = PODS.created(single(all.formatted(less, less)));
    assertThat(problems(PODS.created(single(all.formatted(more, more))), guaranteed)).isEmpty();
    assertThat(problems(PODS.created(single(all.formatted(less, more))), guaranteed))
        .containsExactly(
            "spec: Invalid value: \"Guaranteed\": Pod QOS Class may not change as a result of"
                + " resizing");
  }

  private static String single(String container) {
    return json("{'spec':{'containers':[" + container + "]}}");
  }

  @Test
  void isNotForNodesThatCannotDoIt() {
    ApiObject old = pod(INIT, MAIN);
    ObjectNode status =
        old.json().withObject("/status").withArray("/containerStatuses").addObject();
    status.put("name", "main").putObject("state").putObject("running");
    assertThat(problems(old, old))
        .containsExactly("spec: Forbidden: Pod running on node without support for resize");
    status.putObject("resources");
    assertThat(problems(old, old)).isEmpty();
  }

  @Test
  void isNotForPodsThatANodeHasOfItself() {
    ApiObject old =
        PODS.created(
            POD.formatted("\"kubernetes.io/config.mirror\":\"x\"", json(INIT), json(MAIN)));
    assertThat(problems(old, old)).containsExactly(": Forbidden: static pods cannot be resized");
  }

  @Test
  void changesNothingElse() {
    ApiObject old = pod(INIT, MAIN);
    ApiObject wanted =
        ApiObject.of(
            (ObjectNode)
                MergePatch.apply(
                    old.json(),
                    Json.parse(
                        json("{'metadata':{'labels':{'a':'b'}},'spec':{'nodeName':'n'}}")
                            .getBytes(StandardCharsets.UTF_8))));
    ((ObjectNode) wanted.at("spec", "containers").get(0)).put("image", "other");
    assertThat(PodResize.replaced(wanted, old)).isEqualTo(old);
    requests(wanted, 1).put("cpu", "11m");
    assertThat(PodResize.replaced(wanted, old).generation()).isEqualTo(old.generation() + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Always | cpu RestartContainer, memory NotRequired | ~~
          Never  | cpu NotRequired | ~~
          Never  | cpu RestartContainer | Invalid value: "RestartContainer": must be 'NotRequired' when `restartPolicy` is 'Never'
          Always | disk NotRequired | Unsupported value: "disk": supported values: "cpu", "memory"
          Always | cpu Sometimes | Unsupported value: "Sometimes": supported values: "NotRequired", "RestartContainer"
          """)
  void asksHowItIsToBeDone(String restartPolicy, String policies, String problem) {
    List<String> entries = new ArrayList<>();
    for (String each : policies.split(", ")) {
      String[] words = each.split(" ");
      entries.add("{'resourceName':'%s','restartPolicy':'%s'}".formatted(words[0], words[1]));
    }
    String pod =
        json(
            "{'spec':{'restartPolicy':'%s','containers':[{'name':'c','image':'i','resizePolicy':%s}]}}"
                .formatted(restartPolicy, entries));
    ApiObject created = PODS.created(pod);
    assertThat(Fixture.texts(PODS.kind().strategy().validate(created)))
        .isEqualTo(
            problem.isEmpty() ? List.of() : List.of("spec.containers[0].resizePolicy: " + problem));
  }
}
