package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JavaScript client, unmodified: the tests that Node runs are in {@code src/test/node}. */
@WithCluster
class ClientNodeTest {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private static Path folder;

  @BeforeAll
  static void install() throws IOException {
    for (String file : List.of("package.json", "package-lock.json", "client.test.js")) {
      Files.copy(SOURCES.resolve(file), folder.resolve(file));
    }
    Command.of(
            folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
        .run(LIMIT)
        .ok();
  }

  @Test
  void listsWatchesPatchesAndExecutes(Cluster cluster, TestNamespace namespace) {
    namespace
        .kubectl(
            "run",
            "shell",
            "--image=quarterdeck/shell:1",
            "--command",
            "--",
            "sh",
            "-c",
            "trap 'exit 0' TERM; sleep 3600 & wait")
        .ok();
    namespace.kubectl("wait", "--for=condition=Ready", "pod/shell", "--timeout=60s").ok();

    String output =
        Command.of(folder, "node", "--test", "--test-reporter=tap", "client.test.js")
            .with(
                Map.of(
                    "KUBECONFIG",
                    cluster.kubeconfig().toString(),
                    "NAMESPACE",
                    namespace.name(),
                    "POD",
                    "shell"))
            .run(LIMIT)
            .ok();

    assertThat(output).contains("# pass 4", "# fail 0");
  }
}
