package io.quarterdeck.model.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.quantity.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodRequestsTest {
  @ParameterizedTest(name = "containers {0}, init {1}: {2}")
  @CsvSource({
    // In milli CPUs, in order; a sidecar is marked with s.
    "100,,100",
    "100 200,,300",
    "100,500,500",
    "100 200,50,300",
    "100,500 700,700",
    "100,50s,150",
    "100,50s 500,550",
    "100,500 50s,500",
    "100,50s 60s 20,210",
    "100,50s 500 300s,550",
    "100,50s 200s 300,550",
  })
  void initContainersRunOneByOneAndSidecarsStay(String containers, String inits, int milliCpus) {
    String spec = "'containers':[" + list(containers) + "],'initContainers':[" + list(inits) + "]";
    assertThat(PodRequests.of(pod(spec)))
        .containsEntry("cpu", Quantity.ofMillis(milliCpus))
        .containsEntry("pods", Quantity.of(1));
  }

  @Test
  void overheadIsAddedAtTheEnd() {
    assertThat(
            of(
                "'overhead':{'cpu':'10m','memory':'1Mi'},"
                    + "'containers':[{'resources':{'requests':{'cpu':'100m'}}}],"
                    + "'initContainers':[{'resources':{'requests':{'cpu':'1','x.io/gpu':'2'}}}]"))
        .isEqualTo(
            Map.of(
                "cpu", Quantity.ofMillis(1010),
                "memory", Quantity.of(1 << 20),
                "x.io/gpu", Quantity.of(2),
                "pods", Quantity.of(1)));
  }

  @Test
  void whatThePodRequestsAsAWholeTakesPrecedence() {
    assertThat(
            of(
                "'resources':{'requests':{'cpu':'2'}},'overhead':{'cpu':'10m'},"
                    + "'containers':[{'resources':{'requests':{'cpu':'100m','memory':'5'}}}]"))
        .isEqualTo(
            Map.of(
                "cpu", Quantity.ofMillis(2010),
                "memory", Quantity.of(5),
                "pods", Quantity.of(1)));
  }

  @Test
  void aContainerThatRequestsNothingIsPresumedToTakeALittle() {
    var pod = pod("'containers':[{},{'resources':{'requests':{'cpu':'0'}}}]");
    assertThat(PodRequests.of(pod).getOrDefault("cpu", Quantity.ZERO).isZero()).isTrue();
    assertThat(PodRequests.presumed(pod))
        .containsEntry("cpu", Quantity.ofMillis(100))
        .containsEntry("memory", Quantity.of(400L << 20));
  }

  private static Map<String, Quantity> of(String spec) {
    return new TreeMap<>(PodRequests.of(pod(spec)));
  }

  /** A container that is resized, as its node tells of it. */
  @ParameterizedTest(name = "asks {0}, has {1}, is to have {2}, {3}: {4}")
  @CsvSource({
    "100m,,,,100m",
    "200m,100m,100m,Deferred,200m",
    "200m,100m,200m,,200m",
    "100m,200m,100m,,200m",
    "100m,100m,200m,,200m",
    "8,100m,100m,Infeasible,100m",
    "8,100m,200m,Infeasible,200m",
  })
  void takesTheMostOfWhatItHasAndIsToHave(
      String asks, String has, String allocated, String pending, String cpu) {
    String status =
        has == null
            ? "{}"
            : "{'conditions':[{'type':'PodResizePending','reason':'%s'}],'containerStatuses':["
                    .formatted(pending)
                + "{'name':'c','resources':{'requests':{'cpu':'%s'}},".formatted(has)
                + "'allocatedResources':{'cpu':'%s'}}]}".formatted(allocated);
    ApiObject pod =
        parse(
            "{'spec':{'containers':[{'name':'c','resources':{'requests':{'cpu':'%s'}}}]},'status':%s}"
                .formatted(asks, status));
    assertThat(PodRequests.of(pod)).containsEntry("cpu", Quantity.parse(cpu));
  }

  private static ApiObject pod(String spec) {
    return parse("{'spec':{" + spec + "}}");
  }

  private static ApiObject parse(String json) {
    return ApiObject.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static String list(String containers) {
    if (containers == null) {
      return "";
    }
    StringBuilder list = new StringBuilder();
    for (String each : containers.split(" ")) {
      boolean sidecar = each.endsWith("s");
      list.append(list.isEmpty() ? "" : ",")
          .append("{'resources':{'requests':{'cpu':'")
          .append(each.replace("s", ""))
          .append("m'}}")
          .append(sidecar ? ",'restartPolicy':'Always'" : "")
          .append('}');
    }
    return list.toString();
  }
}
