package io.quarterdeck.bench.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The CPU time that processes use from its making on, and that of the load generator, which is this
 * process: on one machine they share the processors.
 */
public final class CpuMeter {
  private static final OperatingSystemMXBean SELF =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final List<ProcessGroup> processes;
  private final Map<String, Double> before;

  public CpuMeter(List<ProcessGroup> processes) {
    this.processes = processes;
    this.before = now();
  }

  /** By the names of the processes. */
  public Map<String, Double> usedSeconds() {
    Map<String, Double> used = now();
    used.replaceAll((name, after) -> after - before.getOrDefault(name, 0.0));
    return used;
  }

  /** For people. */
  public static String perCall(Map<String, Double> seconds, long calls) {
    return seconds.entrySet().stream()
        .map(each -> "%s %.0f".formatted(each.getKey(), each.getValue() * 1e6 / calls))
        .collect(Collectors.joining(", ", "CPU µs/call: ", ""));
  }

  private Map<String, Double> now() {
    Map<String, Double> cpu = new LinkedHashMap<>();
    processes.forEach(group -> cpu.put(group.name(), group.cpu().toMillis() / 1e3));
    cpu.put("load generator", SELF.getProcessCpuTime() / 1e9);
    return cpu;
  }
}
