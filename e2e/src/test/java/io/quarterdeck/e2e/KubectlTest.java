package io.quarterdeck.e2e;

import io.quarterdeck.e2e.Transcript.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What kubectl prints, line by line, against transcripts. They were recorded here and read against
 * what kube-apiserver is known to print; none was asked. Each transcript runs in a shell, in a
 * directory and a namespace of its own.
 */
@WithCluster
class KubectlTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/kubectl");
  private static final boolean REWRITE = Boolean.getBoolean("quarterdeck.test.rewrite");
  private static final Duration STEP_MAX = Duration.ofMinutes(2);

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void printsWhatUsersKnow(
      Path file, Cluster cluster, TestNamespace namespace, @TempDir Path directory)
      throws IOException {
    Transcript expected = Transcript.parse(Files.readString(file));
    Map<String, String> environment = environment(cluster, namespace, directory);
    List<Step> actual = new ArrayList<>();
    for (Step step : expected.steps()) {
      Command.Result result =
          Command.of(directory, "bash", "-c", step.command()).with(environment).run(STEP_MAX);
      actual.add(step.with(Normalised.of(result.output(), namespace.name()), result.exitCode()));
    }
    if (REWRITE) {
      Files.writeString(file, new Transcript(actual).text());
    }
    assertSame(expected.steps(), actual);
  }

  private static void assertSame(List<Step> expected, List<Step> actual) {
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < expected.size(); i++) {
      softly
          .assertThat(actual.get(i).outcome())
          .as("$ " + expected.get(i).command())
          .isEqualTo(expected.get(i).outcome());
    }
    softly.assertAll();
  }

  /** Somebody who has chosen the namespace, and has nothing else in the directory. */
  private static Map<String, String> environment(
      Cluster cluster, TestNamespace namespace, Path directory) throws IOException {
    Path home = Files.createDirectories(directory.resolve(".home"));
    Path kubeconfig = Files.copy(cluster.kubeconfig(), home.resolve("config"));
    Map<String, String> environment =
        Map.of(
            "KUBECONFIG",
            kubeconfig.toString(),
            "HOME",
            home.toString(),
            "NAMESPACE",
            namespace.name(),
            "LC_ALL",
            "C");
    Command.of(
            directory,
            "kubectl",
            "config",
            "set-context",
            "--current",
            "--namespace=" + namespace.name())
        .with(environment)
        .run(STEP_MAX)
        .ok();
    return environment;
  }
}
