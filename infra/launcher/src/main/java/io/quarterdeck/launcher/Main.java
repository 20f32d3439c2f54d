package io.quarterdeck.launcher;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the launcher. */
@Command(
    name = "quarterdeck",
    description = "A Kubernetes cluster on PostgreSQL and Kafka.",
    mixinStandardHelpOptions = true,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      KubeconfigCommand.class,
      EnvCommand.class,
      KubectlCommand.class,
      LogsCommand.class,
      BackupCommand.class,
      RestoreCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parse) -> {
          PrintWriter err = command.getErr();
          String message = failure.getMessage();
          err.println("quarterdeck: " + (message == null ? failure.toString() : message));
          err.flush();
          return 1;
        });
    System.exit(commandLine.execute(args));
  }
}
