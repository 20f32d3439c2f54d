package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsiNodeStrategyTest {
  private static final Fixture NODES = Fixture.of("storage.k8s.io", "csinodes");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [] | ~~
          [{"name":"d.example","nodeID":"i","topologyKeys":["a/zone","rack"],"allocatable":{"count":0}},{"name":"D","nodeID":"i"}] | ~~
          [{"name":"a_b","nodeID":"i"}] | spec.drivers[0].name: Invalid value: "a_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
          [{"name":"d","nodeID":"i","allocatable":{"count":-1}}] | spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0
          [{"name":"d","nodeID":"i"},{"name":"d","nodeID":"j"}] | spec.drivers[1].name: Duplicate value: "d"
          [{"name":"d","nodeID":"i","topologyKeys":["k","k"]}] | spec.drivers[0]: Duplicate value: "k"
          [{"name":"d","nodeID":"i","topologyKeys":[""]}] | spec.drivers[0]: Required value;spec.drivers[0]: Invalid value: "": name part must be non-empty;spec.drivers[0]: Invalid value: "": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
          """)
  void explainsWhatIsWrong(String drivers, String problems) {
    assertThat(String.join(";", NODES.problems(of(drivers)))).isEqualTo(problems);
  }

  @Test
  void limitsTheNamesOfItsDrivers() {
    String name = "d".repeat(64);
    String id = "i".repeat(257);
    assertThat(NODES.problems(of("[{\"name\":\"" + name + "\",\"nodeID\":\"" + id + "\"}]")))
        .containsExactly(
            "spec.drivers[0].name: Too long: may not be more than 63 bytes",
            "spec.drivers[0].nodeID: Invalid value: \""
                + id
                + "\": must be 256 characters or less");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          [{"name":"d","nodeID":"j"}] | spec.drivers: Invalid value: {"name":"d","nodeID":"j"}: field is immutable
          [{"name":"d","nodeID":"i","topologyKeys":["k"]}] | spec.drivers: Invalid value: {"name":"d","nodeID":"i","topologyKeys":["k"]}: field is immutable
          [{"name":"d","nodeID":"i","allocatable":{"count":5}}] | ~~
          [{"name":"e","nodeID":"j"}] | ~~
          [] | ~~
          """)
  void keepsWhatADriverSaidOfTheNode(String drivers, String problems) {
    ApiObject old = NODES.created(of("[{\"name\":\"d\",\"nodeID\":\"i\"}]"));
    assertThat(String.join(";", NODES.problemsOfUpdate(old, of(drivers)))).isEqualTo(problems);
  }

  private static String of(String drivers) {
    return "{\"spec\":{\"drivers\":" + drivers + "}}";
  }
}
