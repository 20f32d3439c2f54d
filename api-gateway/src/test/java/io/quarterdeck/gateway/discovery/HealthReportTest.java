package io.quarterdeck.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthReportTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      value = {
        "nothing, nothing, true, [+]ping ok;[+]caches ok;readyz check passed;",
        "cold, nothing, false, [+]ping ok;[-]caches failed: reason withheld;readyz check failed;",
        "cold, caches, true, [+]ping ok;[+]caches excluded: ok;readyz check passed;",
        "cold, ping, false,"
            + " [+]ping excluded: ok;[-]caches failed: reason withheld;readyz check failed;",
      })
  void hasALineForEachCheck(
      @Nullable String failure, @Nullable String excluded, boolean healthy, String lines) {
    HealthReport report = report(failure, excluded == null ? Set.of() : Set.of(excluded));

    assertThat(report.healthy()).isEqualTo(healthy);
    assertThat(report.text()).isEqualTo(lines.replace(';', '\n'));
  }

  @ParameterizedTest
  @CsvSource({"true, passed", "false, failed"})
  void warnsOfWhatCannotBeExcluded(boolean healthy, String word) {
    HealthReport report = report(healthy ? null : "cold", new TreeSet<>(Set.of("ping", "b", "a")));

    assertThat(report.text())
        .endsWith(
            "warn: some health checks cannot be excluded: no matches for \"a\",\"b\"\n"
                + "readyz check "
                + word
                + "\n");
  }

  private static HealthReport report(@Nullable String failure, Set<String> excluded) {
    Map<String, Optional<String>> checks = new LinkedHashMap<>();
    checks.put("ping", Optional.empty());
    checks.put("caches", Optional.ofNullable(failure));
    return HealthReport.of("readyz", checks, excluded);
  }
}
