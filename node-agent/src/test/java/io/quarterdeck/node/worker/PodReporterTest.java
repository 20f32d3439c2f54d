package io.quarterdeck.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodReporterTest {
  /** Else a pod to which nothing happens would be reported with every look at it. */
  @Test
  void knowsAgainWhatItHasTold() {
    ObjectNode status = Json.object().put("observedGeneration", 1L).put("phase", "Running");
    JsonNode told = Json.parse(Json.bytes(status));
    assertThat(PodReporter.isSame(status, told)).isTrue();
    assertThat(PodReporter.isSame(status.put("observedGeneration", 2L), told)).isFalse();
  }

  /** What the API has of a pod is what its worker goes on with, be it one that ran unasked. */
  @Test
  void findsThePodThatIsMeantOnThisNode() {
    ApiObject stored = pod("u", "n");
    assertThat(reporter(stored, "n").live(pod("u", ""))).contains(stored);
    assertThat(reporter(stored, "other").live(pod("u", ""))).isEmpty();
    assertThat(reporter(stored, "n").live(pod("v", ""))).isEmpty();
  }

  private static ApiObject pod(String uid, String node) {
    ApiObject pod = ApiObject.create(Resources.PODS, new ObjectKey("default", "p"));
    pod.json().withObject("/metadata").put("uid", uid);
    pod.json().putObject("spec").put("nodeName", node);
    return pod;
  }

  /** Of an API that has this pod alone. */
  private static PodReporter reporter(ApiObject stored, String node) {
    Api api =
        (Api)
            Proxy.newProxyInstance(
                Api.class.getClassLoader(),
                new Class<?>[] {Api.class},
                (_, method, _) -> {
                  assertThat(method.getName()).isEqualTo("get");
                  return Optional.of(stored);
                });
    return new PodReporter(api, node);
  }
}
