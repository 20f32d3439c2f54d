package io.quarterdeck.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarterdeck.bench.load.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that all benchmarks share. */
public final class RunOptions {
  private static final Duration SHORT = Duration.ofMillis(500);

  @Option(names = "--duration", description = "how long each turn is measured (${DEFAULT-VALUE})")
  private Duration duration = Duration.ofSeconds(5);

  @Option(names = "--warm-up", description = "how long each turn runs before (${DEFAULT-VALUE})")
  private Duration warmUp = Duration.ofSeconds(2);

  @Option(names = "--calls-max", description = "ends a turn early (${DEFAULT-VALUE})")
  private long callsMax = 1_000_000;

  @Option(names = "--only", description = "only the workloads whose label contains this")
  private String only = "";

  @Option(names = "--short", description = "one short turn of one workload of each kind")
  private boolean brief;

  @Option(names = "--jvm-flag", description = "a further flag for the process that is measured")
  private List<String> jvmFlags = new ArrayList<>();

  @Option(names = "--json", description = "writes the figures to this file, too")
  private @Nullable Path json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  public boolean brief() {
    return brief;
  }

  /** What each turn does first, so that what is measured is warm. */
  public Effort warmUp() {
    return new Effort(brief ? SHORT : warmUp, callsMax);
  }

  public Effort measured() {
    return new Effort(brief ? SHORT : duration, callsMax);
  }

  /** Those of the workloads that are asked for, which are some. */
  public <W> List<W> wanted(List<W> workloads, Function<W, String> label) {
    List<W> wanted =
        workloads.stream().filter(workload -> label.apply(workload).contains(only)).toList();
    if (wanted.isEmpty()) {
      String all = workloads.stream().map(label).collect(Collectors.joining("\n  "));
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "no label contains '" + only + "'; there are:\n  " + all);
    }
    return wanted;
  }

  public List<String> jvmFlags() {
    return jvmFlags;
  }

  /** What has to be known to compare this run with another. */
  public Map<String, Object> conditions() throws IOException {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("processors", Runtime.getRuntime().availableProcessors());
    conditions.put("loadAverage", loadAverage());
    conditions.put("warmUp", warmUp().time().toString());
    conditions.put("measured", measured().time().toString());
    return conditions;
  }

  /** Of the machine, over one minute: what else was going on. */
  public static double loadAverage() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  public void write(Object report) throws IOException {
    Optional<Path> file = Optional.ofNullable(json);
    if (file.isPresent()) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(file.get().toFile(), report);
    }
  }
}
