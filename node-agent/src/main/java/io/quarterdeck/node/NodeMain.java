package io.quarterdeck.node;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;

/** Runs the agent, or takes everything of its node off the machine. */
@QuarkusMain
public final class NodeMain {
  private NodeMain() {}

  public static void main(String... args) throws IOException, InterruptedException {
    if (Boolean.getBoolean("quarterdeck.node.teardown")) {
      NodeTeardown.ofConfiguration().run();
    } else {
      Quarkus.run(args);
    }
  }
}
