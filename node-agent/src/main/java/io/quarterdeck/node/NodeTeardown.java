package io.quarterdeck.node;

import io.quarterdeck.node.containerd.ContainerdLayout;
import io.quarterdeck.node.containerd.Teardown;
import io.quarterdeck.node.dns.ClusterDns;
import io.quarterdeck.node.proxy.ProxyController;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Leaves nothing of a node on the machine but its files. It needs no other role to run. */
record NodeTeardown(Path root) {

  /** Reads the agent's own configuration, without starting what it configures. */
  static NodeTeardown ofConfiguration() throws IOException {
    Properties properties = new Properties();
    URI location = URI.create(System.getProperty("quarkus.config.locations", ""));
    Path file = Path.of(location.getPath());
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new NodeTeardown(Path.of(properties.getProperty("quarterdeck.node.root-dir")));
  }

  /** The table of nftables that holds the rules of this node's cluster. */
  static String table(ContainerdLayout layout) {
    return "quarterdeck-" + layout.hash();
  }

  void run() throws IOException, InterruptedException {
    ContainerdLayout layout = new ContainerdLayout(root);
    new Teardown(layout).run();
    ProxyController.remove(table(layout));
    ClusterDns.remove(root);
  }
}
