package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsiDriverStrategyTest {
  private static final Fixture DRIVERS = Fixture.of("storage.k8s.io", "csidrivers");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | ~~
          {"tokenRequests":[{"audience":""},{"audience":"a"}],"serviceAccountTokenInSecrets":true} | ~~
          {"tokenRequests":[{"audience":"a"},{"audience":"a","expirationSeconds":1}]} | spec.tokenRequests[1].audience: Duplicate value: "a"
          {"tokenRequests":[{"audience":"a","expirationSeconds":599}]} | spec.tokenRequests[0].expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes
          {"tokenRequests":[{"audience":"a","expirationSeconds":600},{"audience":"b","expirationSeconds":4294967296}]} | ~~
          {"tokenRequests":[{"audience":"a","expirationSeconds":4294967297}]} | spec.tokenRequests[0].expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds
          {"serviceAccountTokenInSecrets":false} | spec.serviceAccountTokenInSecrets: Invalid value: false: may only be set with `tokenRequests`
          {"nodeAllocatableUpdatePeriodSeconds":9} | spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 9: must be greater than or equal to 10 seconds
          {"nodeAllocatableUpdatePeriodSeconds":10} | ~~
          """)
  void explainsWhatIsWrong(String spec, String problems) {
    assertThat(String.join(";", DRIVERS.problems("{\"spec\":" + spec + "}"))).isEqualTo(problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"attachRequired":false} | spec.attachedRequired: Invalid value: false: field is immutable
          {"volumeLifecycleModes":["Ephemeral"]} | spec.volumeLifecycleModes: Invalid value: ["Ephemeral"]: field is immutable
          {"podInfoOnMount":true,"storageCapacity":true,"fsGroupPolicy":"File"} | ~~
          """)
  void keepsHowItsVolumesAreAttached(String spec, String problems) {
    ApiObject old = DRIVERS.created("{\"spec\":{}}");
    String next = "{\"spec\":" + spec + "}";
    assertThat(String.join(";", DRIVERS.problemsOfUpdate(old, next))).isEqualTo(problems);
    assertThat(DRIVERS.updated(old, next).generation()).isEqualTo(old.generation() + 1);
  }
}
