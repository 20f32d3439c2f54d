package io.quarterdeck.gateway.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The process as Prometheus' own libraries tell of it, where the machine knows. */
@Singleton
final class ProcessMetrics implements MeterBinder {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double NANOS = Duration.ofSeconds(1).toNanos();
  private static final int KIB = 1024;

  @Override
  public void bindTo(MeterRegistry registry) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      FunctionCounter.builder(
              "process_cpu_seconds", system, each -> each.getProcessCpuTime() / NANOS)
          .register(registry);
      Gauge.builder("process_open_fds", system, each -> each.getOpenFileDescriptorCount())
          .register(registry);
      Gauge.builder("process_max_fds", system, each -> each.getMaxFileDescriptorCount())
          .register(registry);
    }
    if (Files.isReadable(STATUS)) {
      Gauge.builder("process_resident_memory_bytes", () -> bytes("VmRSS:")).register(registry);
      Gauge.builder("process_virtual_memory_bytes", () -> bytes("VmSize:")).register(registry);
    }
  }

  private static double bytes(String field) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(field)) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * KIB;
        }
      }
    } catch (IOException e) {
      // A figure that cannot be read is no reason to tell none.
      return Double.NaN;
    }
    return Double.NaN;
  }
}
