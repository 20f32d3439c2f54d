package io.quarterdeck.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.gateway.http.Failure;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTimeoutTest {
  private static final String MAPS = "/api/v1/namespaces/n/configmaps";
  private static final Duration MAX = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({
    "timeout=32s, 32000",
    "timeout=1.5s, 1500",
    "timeout=.5s, 500",
    "timeout=%2B1s250ms, 1250",
    "timeout=1500us, 1",
    "timeout=2000%C2%B5s, 2",
    "timeout=59s999ms, 59999",
    "timeout=1m, 60000",
    "timeout=2540400h, 60000",
    "timeout=0, 60000",
    "timeout=0s, 60000",
    "timeout=-5s, 60000",
    "timeout=, 60000",
    "'', 60000",
  })
  void isWhatIsAskedForUpToWhatAnyMayTake(String query, long millis) {
    assertThat(timeout(MAPS, query).toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soon  | invalid duration \"soon\"",
        "5     | missing unit in duration \"5\"",
        "1d    | unknown unit \"d\" in duration \"1d\"",
        "1h5   | missing unit in duration \"1h5\"",
        "-     | invalid duration \"-\"",
        ".s    | invalid duration \".s\"",
        "--1s  | invalid duration \"--1s\"",
        "9999999999h | invalid duration \"9999999999h\"",
      })
  void isRefusedWhereItIsNoDuration(String text, String why) {
    assertThatThrownBy(() -> timeout(MAPS, "timeout=" + text))
        .isInstanceOfSatisfying(Failure.class, it -> assertThat(it.code()).isEqualTo(400))
        .hasMessage("invalid timeout specified in the request URL - time: " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/namespaces/n/configmaps, watch=true&timeout=soon",
    "/api/v1/namespaces/n/pods/p/log, timeout=1s",
    "/api/v1/namespaces/n/pods/p/exec, timeout=1s",
    "/api/v1/namespaces/n/services/s/proxy/a, timeout=soon",
  })
  void isNotForWhatTakesItsTime(String path, String query) {
    assertThat(timeout(path, query)).isEqualTo(MAX);
  }

  private static Duration timeout(String path, String query) {
    Query parsed = Query.parse(query);
    return RequestTimeout.of(RequestInfos.parse("GET", path, parsed), parsed, MAX);
  }
}
