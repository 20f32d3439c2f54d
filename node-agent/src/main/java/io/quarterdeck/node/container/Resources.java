package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.cri.v1.LinuxContainerResources;
import io.quarterdeck.model.ApiObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests and limits as control groups know them. */
final class Resources {
  private static final Pattern QUANTITY = Pattern.compile("([0-9.]+)([eE][-+]?[0-9]+)?([a-zA-Z]*)");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("n", BigDecimal.ONE.scaleByPowerOfTen(-9)),
          Map.entry("u", BigDecimal.ONE.scaleByPowerOfTen(-6)),
          Map.entry("m", BigDecimal.ONE.scaleByPowerOfTen(-3)),
          Map.entry("k", BigDecimal.ONE.scaleByPowerOfTen(3)),
          Map.entry("M", BigDecimal.ONE.scaleByPowerOfTen(6)),
          Map.entry("G", BigDecimal.ONE.scaleByPowerOfTen(9)),
          Map.entry("T", BigDecimal.ONE.scaleByPowerOfTen(12)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)));
  private static final long PERIOD_US = 100_000;
  private static final long QUOTA_US_MIN = 1000;
  private static final long SHARES_MIN = 2;

  private Resources() {}

  static LinuxContainerResources of(JsonNode container) throws ConfigException {
    JsonNode limits = container.path("resources").path("limits");
    JsonNode requests = container.path("resources").path("requests");
    JsonNode cpu = requests.has("cpu") ? requests.path("cpu") : limits.path("cpu");
    LinuxContainerResources.Builder resources = LinuxContainerResources.newBuilder();
    resources.setCpuShares(Math.max(SHARES_MIN, milli(cpu) * 1024 / 1000));
    resources.setCpuPeriod(PERIOD_US);
    if (limits.has("cpu")) {
      resources.setCpuQuota(Math.max(QUOTA_US_MIN, milli(limits.path("cpu")) * PERIOD_US / 1000));
    }
    if (limits.has("memory")) {
      resources.setMemoryLimitInBytes(amount(limits.path("memory")).longValue());
    }
    return resources.build();
  }

  /** The value of a resourceFieldRef: rounded up, in units of its divisor. */
  static String field(ApiObject pod, JsonNode own, JsonNode reference) throws ConfigException {
    JsonNode container = own;
    String name = reference.path("containerName").asText("");
    for (JsonNode each : pod.at("spec", "containers")) {
      if (each.path("name").asText().equals(name)) {
        container = each;
      }
    }
    String[] path = reference.path("resource").asText().split("\\.", 2);
    JsonNode value =
        path.length == 2 ? container.path("resources").path(path[0]).path(path[1]) : own.path("");
    if (value.isMissingNode()) {
      throw new ConfigException("resource " + reference.path("resource").asText() + " is not set");
    }
    BigDecimal divisor = amount(reference.path("divisor"));
    return amount(value)
        .divide(divisor.signum() == 0 ? BigDecimal.ONE : divisor, 0, RoundingMode.UP)
        .toPlainString();
  }

  private static long milli(JsonNode quantity) throws ConfigException {
    return amount(quantity).scaleByPowerOfTen(3).setScale(0, RoundingMode.UP).longValue();
  }

  private static BigDecimal amount(JsonNode quantity) throws ConfigException {
    String text = quantity.asText("0");
    Matcher matcher = QUANTITY.matcher(text.isEmpty() ? "0" : text);
    BigDecimal unit = matcher.matches() ? UNITS.get(matcher.group(3)) : null;
    if (unit == null) {
      throw new ConfigException("unusable quantity: " + text);
    }
    String exponent = matcher.group(2) == null ? "" : matcher.group(2);
    return new BigDecimal(matcher.group(1) + exponent).multiply(unit);
  }
}
