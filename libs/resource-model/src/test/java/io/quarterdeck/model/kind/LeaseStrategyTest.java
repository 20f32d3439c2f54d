package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseStrategyTest {
  private static final Fixture LEASES = new Fixture(Resources.LEASES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | ~~
          {"holderIdentity":"","leaseDurationSeconds":1,"leaseTransitions":0} | ~~
          {"leaseDurationSeconds":0} | spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
          {"leaseTransitions":-1} | spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0
          {"strategy":"OldestEmulationVersion","preferredHolder":"h"} | ~~
          {"strategy":"a.example/own"} | ~~
          {"strategy":"Newest"} | spec.strategy.strategy: Unsupported value: "Newest": supported values: "OldestEmulationVersion"
          {"strategy":"a.example/"} | spec.strategy.strategy: Invalid value: "a.example/": name part must be non-empty;spec.strategy.strategy: Invalid value: "a.example/": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
          {"preferredHolder":"h"} | spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined
          """)
  void explainsWhatIsWrong(String spec, String problems) {
    String lease = "{\"spec\":" + spec + "}";
    assertThat(String.join(";", LEASES.problems(lease))).isEqualTo(problems);
    ApiObject old = LEASES.created("{}");
    assertThat(String.join(";", LEASES.problemsOfUpdate(old, lease))).isEqualTo(problems);
  }
}
