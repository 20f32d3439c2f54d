package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** exec, cp, attach and port-forward, over WebSockets and over SPDY as older clients do it. */
@WithCluster
class StreamsTest {
  private static final Pattern FORWARDING = Pattern.compile("127\\.0\\.0\\.1:(\\d+) -> 8080");
  private static final String BY_WEB_SOCKET = "KUBECTL_REMOTE_COMMAND_WEBSOCKETS";
  private static final String FORWARD_BY_WEB_SOCKET = "KUBECTL_PORT_FORWARD_WEBSOCKETS";

  @BeforeEach
  void run(TestNamespace namespace) {
    // A plain sleep would not hear that it is to end, and hold up the end of every test.
    String sleep = "trap 'exit 0' TERM; sleep 3600 & wait";
    namespace
        .kubectl("run", "p", "--image=quarterdeck/shell:1", "--command", "--", "sh", "-c", sleep)
        .ok();
    namespace.kubectl("wait", "--for=condition=Ready", "pod/p", "--timeout=60s").ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aCommandHasItsStreamsAndItsExitCode(String webSocket, TestNamespace namespace) {
    Map<String, String> how = Map.of(BY_WEB_SOCKET, webSocket);

    Command.Result failing =
        namespace.kubectlIn(how, "", "exec", "p", "--", "sh", "-c", "echo out; exit 3");
    String read =
        namespace
            .kubectlIn(how, "x".repeat(300_000) + "\n", "exec", "-i", "p", "--", "wc", "-c")
            .ok();

    assertThat(failing.exitCode()).isEqualTo(3);
    assertThat(failing.output()).startsWith("out\n");
    assertThat(read).isEqualTo("300001\n");
  }

  @Test
  void whatCannotRunSaysWhy(TestNamespace namespace) {
    assertThat(namespace.kubectl("exec", "p", "--", "nosuch").fails())
        .contains("executable file not found");
    assertThat(namespace.kubectl("exec", "p", "-c", "other", "--", "ls").fails())
        .contains("container other is not valid for pod p");
    assertThat(namespace.kubectl("exec", "gone", "--", "ls").fails())
        .contains("pods \"gone\" not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void anAttachedClientIsAnswered(String webSocket, TestNamespace namespace) {
    String answer =
        namespace
            .kubectlIn(
                Map.of(BY_WEB_SOCKET, webSocket),
                "echo hello | tr a-z A-Z; exit 0\n",
                "run",
                "-iq",
                "attached",
                "--restart=Never",
                "--image=quarterdeck/shell:1",
                "--",
                "sh")
            .ok();

    assertThat(answer).isEqualTo("HELLO\n");
  }

  @Test
  void aDebugContainerSeesWhatItsTargetDoes(TestNamespace namespace) {
    namespace
        .kubectlIn(
            Map.of(),
            "cat /proc/1/cmdline | tr '\\000' ' '; exit 5\n",
            "debug",
            "-iq",
            "p",
            "--image=quarterdeck/shell:1",
            "--target=p",
            "--container=look",
            "--",
            "sh")
        .output();
    namespace
        .kubectl(
            "wait",
            "pod/p",
            "--for=jsonpath={.status.ephemeralContainerStatuses[0].state.terminated.exitCode}=5",
            "--timeout=30s")
        .ok();

    // kubectl debug does not ask for a stdin that is closed once, and then the runtime may end the
    // attachment with the client's input, before the container's output: its log has all of it.
    assertThat(namespace.kubectl("logs", "p", "-c", "look").ok()).contains("sleep 3600 & wait");
    assertThat(namespace.kubectl("get", "pod", "p").ok()).contains("1/1");
  }

  @Test
  void filesAreCopiedThereAndBack(TestNamespace namespace, @TempDir Path directory)
      throws IOException {
    Path sent = Files.writeString(directory.resolve("sent"), "line\n".repeat(50_000));
    Path back = directory.resolve("back");

    namespace.kubectl("cp", sent.toString(), "p:/tmp/file").ok();
    namespace.kubectl("cp", "p:/tmp/file", back.toString()).ok();

    assertThat(back).hasSameBinaryContentAs(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void aPortIsForwarded(String webSocket, Cluster cluster, TestNamespace namespace)
      throws Exception {
    runWeb(namespace);
    ProcessBuilder forward =
        new ProcessBuilder("kubectl", "-n", namespace.name(), "port-forward", "pod/web", ":8080");
    forward.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
    forward.environment().put(FORWARD_BY_WEB_SOCKET, webSocket);
    Process process = forward.redirectErrorStream(true).start();
    try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        HttpClient http = HttpClient.newHttpClient()) {
      Matcher line = FORWARDING.matcher(output.readLine());
      assertThat(line.find()).isTrue();
      HttpRequest request = get(line.group(1));

      assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("web");
      assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("web");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aPortIsForwardedOverChannels(Cluster cluster, TestNamespace namespace) throws Exception {
    runWeb(namespace);
    Config config = Config.fromKubeconfig(cluster.kubeconfig().toFile());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        LocalPortForward forward =
            client.pods().inNamespace(namespace.name()).withName("web").portForward(8080);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = get(Integer.toString(forward.getLocalPort()));

      assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("web");
      assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("web");
      assertThat(forward.getServerThrowables()).isEmpty();
    }
  }

  private static void runWeb(TestNamespace namespace) {
    namespace.kubectl("run", "web", "--image=quarterdeck/web:1").ok();
    namespace.kubectl("wait", "--for=condition=Ready", "pod/web", "--timeout=60s").ok();
  }

  private static HttpRequest get(String port) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
        .timeout(Duration.ofSeconds(20))
        .build();
  }
}
