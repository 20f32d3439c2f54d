package io.quarterdeck.node.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.cri.v1.LinuxContainerResources;

/** Requests and limits as control groups know them. */
public final class Resources {
  private static final long PERIOD_US = 100_000;
  private static final long QUOTA_US_MIN = 1000;
  private static final long SHARES_MIN = 2;

  private Resources() {}

  public static LinuxContainerResources of(JsonNode container) throws ConfigException {
    JsonNode limits = container.path("resources").path("limits");
    JsonNode requests = container.path("resources").path("requests");
    JsonNode cpu = requests.has("cpu") ? requests.path("cpu") : limits.path("cpu");
    LinuxContainerResources.Builder resources = LinuxContainerResources.newBuilder();
    resources.setCpuShares(Math.max(SHARES_MIN, Quantities.milli(cpu) * 1024 / 1000));
    resources.setCpuPeriod(PERIOD_US);
    if (limits.has("cpu")) {
      resources.setCpuQuota(
          Math.max(QUOTA_US_MIN, Quantities.milli(limits.path("cpu")) * PERIOD_US / 1000));
    }
    if (limits.has("memory")) {
      resources.setMemoryLimitInBytes(Quantities.bytes(limits.path("memory")));
    }
    return resources.build();
  }
}
