package io.quarterdeck.node;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** Runs the agent, or takes everything of its node off the machine. */
@QuarkusMain
public final class NodeMain {
  private NodeMain() {}

  public static void main(String... args) throws InterruptedException {
    if (Boolean.getBoolean("quarterdeck.node.teardown")) {
      teardown();
    } else {
      Quarkus.run(args);
    }
  }

  /** Quarkus does not run, so nobody configured how to log. */
  private static void teardown() throws InterruptedException {
    InitialConfigurator.DELAYED_HANDLER.setHandlers(
        new Handler[] {new ConsoleHandler(ConsoleHandler.Target.SYSTEM_ERR)});
    LogContext.getLogContext().getLogger("").setLevel(Level.SEVERE);
    try {
      NodeTeardown.ofConfiguration().run();
    } catch (IOException | RuntimeException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
