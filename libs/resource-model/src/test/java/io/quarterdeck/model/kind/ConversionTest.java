package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  private static final Conversion EVENTS = new EventConversion();
  private static final Conversion AUTOSCALERS = new AutoscalerConversion();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"metadata":{"name":"a"},"regarding":{"kind":"Pod"},"note":"n","reportingController":"c","eventTime":"t"} | {"metadata":{"name":"a"},"involvedObject":{"kind":"Pod"},"message":"n","reportingComponent":"c","eventTime":"t"}
          {"regarding":{},"deprecatedSource":{"component":"c"},"deprecatedFirstTimestamp":"1","deprecatedLastTimestamp":"2","deprecatedCount":3} | {"involvedObject":{},"source":{"component":"c"},"firstTimestamp":"1","lastTimestamp":"2","count":3}
          """)
  void renamesTheFieldsOfEvents(String own, String core) {
    bothWays(EVENTS, own, "events.k8s.io/v1", core, "v1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"spec":{"maxReplicas":3,"targetCPUUtilizationPercentage":50}} | {"spec":{"maxReplicas":3,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}]}}
          {"spec":{},"metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/metrics":"[{\\"type\\":\\"Pods\\",\\"pods\\":{\\"metricName\\":\\"m\\",\\"targetAverageValue\\":\\"5\\"}}]"}}} | {"spec":{"metrics":[{"type":"Pods","pods":{"metric":{"name":"m"},"target":{"type":"AverageValue","averageValue":"5"}}}]},"metadata":{}}
          {"spec":{},"metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/metrics":"[{\\"type\\":\\"Object\\",\\"object\\":{\\"target\\":{\\"kind\\":\\"S\\"},\\"metricName\\":\\"m\\",\\"selector\\":{},\\"averageValue\\":\\"5\\"}}]"}}} | {"spec":{"metrics":[{"type":"Object","object":{"describedObject":{"kind":"S"},"metric":{"name":"m","selector":{}},"target":{"type":"AverageValue","averageValue":"5"}}}]},"metadata":{}}
          {"spec":{},"metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/behavior":"{\\"scaleUp\\":{\\"selectPolicy\\":\\"Max\\"}}"}}} | {"spec":{"behavior":{"scaleUp":{"selectPolicy":"Max"}}},"metadata":{}}
          {"spec":{},"status":{"currentCPUUtilizationPercentage":7}} | {"spec":{},"status":{"currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":7}}}]}}
          """)
  void annotatesWhatTheFirstAutoscalersDidNotKnow(String first, String stored) {
    bothWays(AUTOSCALERS, first, "autoscaling/v1", stored, "autoscaling/v2");
  }

  private static void bothWays(
      Conversion conversion, String one, String oneVersion, String other, String otherVersion) {
    ObjectNode object = json(one).put("apiVersion", oneVersion);
    ObjectNode stored = json(other).put("apiVersion", otherVersion);
    assertThat(conversion.toStored(object)).isEqualTo(stored);
    assertThat(conversion.fromStored(stored)).isEqualTo(object);
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
