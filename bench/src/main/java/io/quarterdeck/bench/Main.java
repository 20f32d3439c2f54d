package io.quarterdeck.bench;

import io.quarterdeck.bench.api.ApiCommand;
import io.quarterdeck.bench.faults.FaultsCommand;
import io.quarterdeck.bench.state.SizeCommand;
import io.quarterdeck.bench.state.StateCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the benchmarks. */
@Command(
    name = "bench",
    description = "Measures what users run, on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {StateCommand.class, SizeCommand.class, ApiCommand.class, FaultsCommand.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a subcommand to its end; returns the exit code. */
  static int run(String... args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parse) -> {
          PrintWriter err = command.getErr();
          err.println("bench: " + failure);
          err.flush();
          return 1;
        });
    return commandLine.execute(args);
  }
}
