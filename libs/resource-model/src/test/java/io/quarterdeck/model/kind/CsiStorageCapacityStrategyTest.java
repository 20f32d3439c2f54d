package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsiStorageCapacityStrategyTest {
  private static final Fixture CAPACITIES = Fixture.of("storage.k8s.io", "csistoragecapacities");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"storageClassName":"s"} | ~~
          {"storageClassName":"s","capacity":"0","nodeTopology":{}} | ~~
          {"storageClassName":"s","capacity":"-1Gi"} | capacity: Invalid value: "-1Gi": must be greater than or equal to 0
          {"storageClassName":"S"} | storageClassName: Invalid value: "S": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          {"storageClassName":"s","nodeTopology":{"matchExpressions":[{"key":"k","operator":"In"}]}} | nodeTopology.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'
          """)
  void explainsWhatIsWrong(String capacity, String problems) {
    assertThat(String.join(";", CAPACITIES.problems(capacity))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"storageClassName":"t"} | storageClassName: Invalid value: "t": field is immutable
          {"storageClassName":"s","nodeTopology":{"matchLabels":{"a":"b"}}} | nodeTopology: Invalid value: {"matchLabels":{"a":"b"}}: field is immutable
          {"storageClassName":"s","capacity":"2Gi","maximumVolumeSize":"1Gi"} | ~~
          """)
  void keepsWhoseCapacityItIs(String capacity, String problems) {
    ApiObject old = CAPACITIES.created("{\"storageClassName\":\"s\",\"capacity\":\"1Gi\"}");
    assertThat(String.join(";", CAPACITIES.problemsOfUpdate(old, capacity))).isEqualTo(problems);
  }
}
