package io.quarterdeck.model.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodColumnsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  private static List<String> cells(String metadata, String spec, String status) {
    String pod =
        "{\"metadata\":{\"name\":\"p\",\"creationTimestamp\":\"2026-01-01T23:00:00Z\"%s},\"spec\":{%s},\"status\":{%s}}"
            .formatted(metadata, spec, status);
    return PodColumns.COLUMNS
        .cells(ApiObject.parse(pod.getBytes(StandardCharsets.UTF_8)), NOW)
        .stream()
        .map(JsonNode::asText)
        .toList();
  }

  /** Of a pod with the containers a and b, and the init containers i and s, a sidecar. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Pending | ~~ | ~~ | Pending | 0/2 | 0
          Pending | ~~ | {"name":"a","state":{"waiting":{"reason":"ContainerCreating"}}} | ContainerCreating | 0/2 | 0
          Pending | ~~ | {"name":"a","state":{"waiting":{"reason":"ImagePullBackOff"}}} | ImagePullBackOff | 0/2 | 0
          Running | ~~ | {"name":"a","ready":true,"state":{"running":{}}},{"name":"b","ready":true,"state":{"running":{}}} | Running | 2/2 | 0
          Running | ~~ | {"name":"a","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"finishedAt":"2026-01-01T23:55:00Z"}}} | CrashLoopBackOff | 0/2 | 2 (5m ago)
          Running | ~~ | {"name":"a","restartCount":3,"state":{"running":{}}} | Running | 0/2 | 3
          Running | ~~ | {"name":"a","state":{"terminated":{"reason":"Completed"}}},{"name":"b","ready":true,"state":{"running":{}}} | NotReady | 1/2 | 0
          Succeeded | ~~ | {"name":"a","state":{"terminated":{"reason":"Completed"}}} | Completed | 0/2 | 0
          Failed | ~~ | {"name":"a","state":{"terminated":{"reason":"Error","exitCode":1}}} | Error | 0/2 | 0
          Failed | ~~ | {"name":"a","state":{"terminated":{"exitCode":3}}} | ExitCode:3 | 0/2 | 0
          Failed | ~~ | {"name":"a","state":{"terminated":{"exitCode":137,"signal":9}}} | Signal:9 | 0/2 | 0
          """)
  void showsWhatContainersDo(
      String phase,
      String conditions,
      String containers,
      String status,
      String ready,
      String restarts) {
    List<String> cells =
        cells(
            "",
            "\"containers\":[{\"name\":\"a\"},{\"name\":\"b\"}]",
            "\"phase\":\"%s\",\"conditions\":[%s],\"containerStatuses\":[%s]"
                .formatted(phase, conditions, containers));
    assertThat(cells.subList(0, 5)).containsExactly("p", ready, status, restarts, "60m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"name":"i","state":{"waiting":{"reason":"PodInitializing"}}} | Init:0/2 | 0/2 | 0
          {"name":"i","state":{"running":{}}} | Init:0/2 | 0/2 | 0
          {"name":"i","restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"finishedAt":"2026-01-01T00:00:00Z"}}} | Init:CrashLoopBackOff | 0/2 | 4 (24h ago)
          {"name":"i","state":{"terminated":{"reason":"Error","exitCode":1}}} | Init:Error | 0/2 | 0
          {"name":"i","state":{"terminated":{"exitCode":2}}} | Init:ExitCode:2 | 0/2 | 0
          {"name":"i","state":{"terminated":{"exitCode":137,"signal":9}}} | Init:Signal:9 | 0/2 | 0
          {"name":"i","state":{"terminated":{"exitCode":0}}},{"name":"s","state":{"waiting":{}}} | Init:1/2 | 0/2 | 0
          {"name":"i","restartCount":1,"state":{"terminated":{"exitCode":0}}},{"name":"s","started":true,"ready":true,"restartCount":2,"state":{"running":{}}} | PodInitializing | 1/2 | 2
          """)
  void showsHowFarInitContainersAre(
      String initContainers, String status, String ready, String restarts) {
    List<String> cells =
        cells(
            "",
            "\"initContainers\":[{\"name\":\"i\"},{\"name\":\"s\",\"restartPolicy\":\"Always\"}],"
                + "\"containers\":[{\"name\":\"a\"}]",
            ("\"phase\":\"Pending\",\"initContainerStatuses\":[%s],"
                    + "\"containerStatuses\":[{\"name\":\"a\",\"state\":{\"waiting\":{\"reason\":\"PodInitializing\"}}}]")
                .formatted(initContainers));
    assertThat(cells.subList(1, 4)).containsExactly(ready, status, restarts);
  }

  /** A sandbox that was made anew runs init containers again, but the pod counts as initialized. */
  @ParameterizedTest
  @CsvSource({"True, Running, 1", "False, Init:0/1, 5"})
  void believesTheInitializedCondition(String initialized, String status, String restarts) {
    List<String> cells =
        cells(
            "",
            "\"initContainers\":[{\"name\":\"i\"}],\"containers\":[{\"name\":\"a\"}]",
            ("\"phase\":\"Running\",\"conditions\":[{\"type\":\"Initialized\",\"status\":\"%s\"}],"
                    + "\"initContainerStatuses\":[{\"name\":\"i\",\"restartCount\":5,\"state\":{\"running\":{}}}],"
                    + "\"containerStatuses\":[{\"name\":\"a\",\"restartCount\":1,\"state\":{\"running\":{}}}]")
                .formatted(initialized));
    assertThat(cells.subList(2, 4)).containsExactly(status, restarts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ,"deletionTimestamp":"2026-01-01T00:00:00Z" | "phase":"Running" | Terminating
          ,"deletionTimestamp":"2026-01-01T00:00:00Z" | "phase":"Running","reason":"NodeLost" | Unknown
          ,"deletionTimestamp":"2026-01-01T00:00:00Z" | "phase":"Succeeded" | Succeeded
          ~~ | "phase":"Failed","reason":"Evicted" | Evicted
          ~~ | "phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}] | SchedulingGated
          """)
  void showsWhereAPodIsInItsLife(String metadata, String status, String shown) {
    assertThat(cells(metadata, "\"containers\":[{}]", status).get(2)).isEqualTo(shown);
  }
}
