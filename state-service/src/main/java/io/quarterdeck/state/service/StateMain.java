package io.quarterdeck.state.service;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarterdeck.state.backup.BackupTool;
import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Runs the service; with arguments, a tool for its backups instead. */
@QuarkusMain
public final class StateMain {
  private StateMain() {}

  public static void main(String... args) {
    if (args.length == 0) {
      Quarkus.run(args);
    } else {
      System.exit(tool(args));
    }
  }

  /** Quarkus does not run, so nobody configured how to log. */
  private static int tool(String... args) {
    InitialConfigurator.DELAYED_HANDLER.setHandlers(
        new Handler[] {new ConsoleHandler(ConsoleHandler.Target.SYSTEM_ERR)});
    LogContext.getLogContext().getLogger("").setLevel(Level.SEVERE);
    URI settings = URI.create(System.getProperty("quarkus.config.locations", ""));
    return new BackupTool(Path.of(settings.getPath()), System.out, System.err).run(args);
  }
}
