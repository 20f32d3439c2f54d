package io.quarterdeck.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Processes that belong together, with their children, as {@code /proc} shows them. */
public record ProcessGroup(String name, List<Long> roots) {
  /** The kernel's unit of CPU time in {@code /proc}, a constant of its interface. */
  private static final long TICK_MS = 10;

  private static final int USER_TICKS = 11;
  private static final int REAPED_SYSTEM_TICKS = 14;

  /** CPU time since each process began, that of children which have ended included. */
  public Duration cpu() {
    return Duration.ofMillis(sum(ProcessGroup::ticks) * TICK_MS);
  }

  /** Proportional set size: memory that is shared counts in parts. */
  public long pssBytes() {
    return sum(ProcessGroup::pss);
  }

  private long sum(ToLongFunction<Long> figure) {
    return roots.stream().flatMap(ProcessGroup::withChildren).mapToLong(figure).sum();
  }

  private static Stream<Long> withChildren(long pid) {
    Stream<Long> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
    return Stream.concat(Stream.of(pid), children);
  }

  private static long ticks(long pid) {
    // The name in parentheses may hold blanks: the numbers begin behind it.
    return read(pid, "stat")
        .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" "))
        .map(
            fields ->
                Stream.of(fields)
                    .skip(USER_TICKS)
                    .limit(REAPED_SYSTEM_TICKS - USER_TICKS + 1)
                    .mapToLong(Long::parseLong)
                    .sum())
        .orElse(0L);
  }

  private static long pss(long pid) {
    return read(pid, "smaps_rollup").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .sum();
  }

  /** Empty when the process has ended meanwhile. */
  private static Optional<String> read(long pid, String file) {
    try {
      return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
        return Optional.empty();
      }
      throw new UncheckedIOException(e);
    }
  }
}
