package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStrategyTest {
  private static final Fixture PODS = new Fixture(Resources.PODS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"name":""}                                          | spec.containers[0].name: Required value
          {"name":"A"}                                         | spec.containers[0].name: Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
          {"image":""}                                         | spec.containers[0].image: Required value
          {"image":" b"}                                       | spec.containers[0].image: Invalid value: " b": must not have leading or trailing whitespace
          {"imagePullPolicy":"Maybe"}                          | spec.containers[0].imagePullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"
          {"ports":[{}]}                                       | spec.containers[0].ports[0].containerPort: Required value
          {"ports":[{"containerPort":65536}]}                  | spec.containers[0].ports[0].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive
          {"ports":[{"containerPort":1,"name":"8"}]}           | spec.containers[0].ports[0].name: Invalid value: "8": must contain at least one letter (a-z)
          {"ports":[{"containerPort":1,"protocol":"ICMP"}]}    | spec.containers[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"
          {"ports":[{"containerPort":1,"name":"p"},{"containerPort":2,"name":"p"}]} | spec.containers[0].ports[1].name: Duplicate value: "p"
          {"env":[{"value":"x"}]}                              | spec.containers[0].env[0].name: Required value
          {"env":[{"name":"A=B"}]}                             | spec.containers[0].env[0].name: Invalid value: "A=B": a valid environment variable name must consist only of printable ASCII characters other than '='
          {"env":[{"name":"A","valueFrom":{}}]}                | spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`
          {"env":[{"name":"A","value":"x","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]} | spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty
          {"env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"},"secretKeyRef":{"name":"s","key":"k"}}}]} | spec.containers[0].env[0].valueFrom: Invalid value: "": may not have more than one field specified at a time
          {"volumeMounts":[{"name":"x","mountPath":"/a"}]}     | spec.containers[0].volumeMounts[0].name: Not found: "x"
          {"volumeMounts":[{"name":"v"}]}                      | spec.containers[0].volumeMounts[0].mountPath: Required value
          {"volumeMounts":[{"name":"v","mountPath":"/a"},{"name":"v","mountPath":"/a"}]} | spec.containers[0].volumeMounts[1].mountPath: Invalid value: "/a": must be unique
          {"resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}} | spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1
          {"resources":{"limits":{"cpu":"-1"}}}                | spec.containers[0].resources.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0
          {"livenessProbe":{}}                                 | spec.containers[0].livenessProbe: Required value: must specify a handler type
          {"livenessProbe":{"exec":{"command":["c"]},"tcpSocket":{"port":1}}} | spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type
          {"livenessProbe":{"tcpSocket":{"port":1},"successThreshold":2}} | spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1
          {"readinessProbe":{"tcpSocket":{"port":1},"periodSeconds":-1}} | spec.containers[0].readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0
          """)
  void explainsWhatIsWrongWithAContainer(String container, String problem) {
    ApiObject given = PODS.object(container);
    given.json().remove("metadata");
    if (!given.json().has("name")) {
      given.json().put("name", "c");
    }
    if (!given.json().has("image")) {
      given.json().put("image", "i");
    }
    String pod =
        "{\"spec\":{\"volumes\":[{\"name\":\"v\"}],\"containers\":[%s]}}".formatted(given.json());
    assertThat(PODS.problems(pod))
        .filteredOn(each -> !each.contains("resources.requests[cpu]"))
        .containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"spec":{}}                                           | spec.containers: Required value
          {"spec":{"containers":[{"name":"c","image":"i"}],"initContainers":[{"name":"c","image":"i"}]}} | spec.initContainers[0].name: Duplicate value: "c"
          {"spec":{"containers":[{"name":"c","image":"i"}],"restartPolicy":"Maybe"}} | spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always", "OnFailure", "Never"
          {"spec":{"containers":[{"name":"c","image":"i"}],"activeDeadlineSeconds":0}} | spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive
          {"spec":{"containers":[{"name":"c","image":"i"}],"volumes":[{"name":"v","emptyDir":{},"hostPath":{"path":"/"}}]}} | spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type
          {"spec":{"containers":[{"name":"c","image":"i"}],"volumes":[{"emptyDir":{}}]}} | spec.volumes[0].name: Required value
          {"spec":{"containers":[{"name":"c","image":"i"}],"volumes":[{"name":"v"},{"name":"v"}]}} | spec.volumes[1].name: Duplicate value: "v"
          {"metadata":{"name":"A"},"spec":{"containers":[{"name":"c","image":"i"}]}} | metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          {"metadata":{"labels":{"a b":"c"}},"spec":{"containers":[{"name":"c","image":"i"}]}} | metadata.labels: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
          """)
  void explainsWhatIsWrongWithAPod(String pod, String problem) {
    assertThat(PODS.problems(pod)).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"containers":[{"name":"c","image":"j"}]}                                              | ~~
          {"containers":[{"name":"c","image":"i"}],"activeDeadlineSeconds":5}                    | ~~
          {"containers":[{"name":"c","image":"i"}],"tolerations":[{"key":"x","operator":"Exists"}]} | ~~
          {"containers":[{"name":"c","image":"i","tty":true}]}                                   | spec: Forbidden
          {"containers":[{"name":"c","image":"i"},{"name":"d","image":"i"}]}                     | spec.containers: Forbidden: pod updates may not add or remove containers
          {"containers":[{"name":"c","image":"i"}],"nodeName":"x"}                               | spec: Forbidden
          {"containers":[{"name":"c","image":"i"}],"schedulingGates":[{"name":"g"}]}             | spec.schedulingGates: Forbidden: only deletion is allowed, but found new scheduling gate 'g'
          """)
  void keepsWhatMayNotChange(String spec, String problem) {
    ApiObject old = PODS.created("{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}");
    ApiObject wanted = PODS.object("{\"spec\":" + spec + "}");
    old.at("spec", "tolerations")
        .forEach(wanted.json().withObject("/spec").withArray("/tolerations")::add);
    List<String> problems = PODS.problemsOfUpdate(old, wanted.json().toString());
    if (problem.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).singleElement().asString().startsWith(problem);
    }
  }

  @Test
  void liftsSchedulingGates() {
    String pod = "{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]%s}}";
    ApiObject old =
        PODS.created(pod.formatted(",\"schedulingGates\":[{\"name\":\"g\"},{\"name\":\"h\"}]"));
    assertThat(old.at("status", "conditions").path(0).path("reason").asText())
        .isEqualTo("SchedulingGated");
    String next =
        PODS.object(pod.formatted(",\"schedulingGates\":[{\"name\":\"h\"}]")).json().toString();
    ApiObject same = PODS.object(next);
    same.json().withObject("/spec").set("tolerations", old.at("spec", "tolerations"));
    assertThat(PODS.problemsOfUpdate(old, same.json().toString())).isEmpty();
    assertThat(PODS.updated(old, same.json().toString()).generation()).isEqualTo(2);
  }

  @Test
  void isCompleteWhenCreated() {
    ApiObject pod =
        PODS.created(
            "{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]},\"status\":{\"phase\":\"Running\"}}");
    ApiObject expected =
        PODS.object(
            """
            {"metadata":{"generation":1},
            "spec":{"containers":[{"name":"c","image":"i","imagePullPolicy":"Always","resources":{},
            "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}],
            "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst",
            "securityContext":{},"schedulerName":"default-scheduler","enableServiceLinks":true,
            "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute",
            "tolerationSeconds":300},{"key":"node.kubernetes.io/unreachable","operator":"Exists",
            "effect":"NoExecute","tolerationSeconds":300}]},
            "status":{"phase":"Pending","qosClass":"BestEffort"}}\
            """);
    assertThat(pod.json()).isEqualTo(expected.json());
  }
}
