package io.quarterdeck.node.proxy;

import static io.quarterdeck.node.proxy.ProxyPlannerTest.endpoint;
import static io.quarterdeck.node.proxy.ProxyPlannerTest.service;
import static io.quarterdeck.node.proxy.ProxyPlannerTest.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.node.network.TestCache;
import io.quarterdeck.node.network.TestNetwork;
import io.quarterdeck.role.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packets: a node with two pods on its bridge and a client outside, each a namespace. */
class ProxyControllerTest {
  private static final String POD_CIDR = "10.251.20.0/24";
  private static final String A = "10.251.20.2";
  private static final String B = "10.251.20.3";
  private static final String CLIENT = "192.168.77.2";
  private static final String CLUSTER_IP = "10.96.0.7:80";
  private static final String NODE_PORT = "192.168.77.1:30080";

  @TempDir Path directory;
  private final TestCache cache = new TestCache();
  private TestNetwork network;
  private ProxyController proxy;

  @BeforeEach
  void build() throws Exception {
    assumeTrue(TestNetwork.possible(), "needs root, nftables, curl and a static busybox");
    network = new TestNetwork();
    network.add("n");
    network.in("n", "ip link add br0 type bridge");
    network.in("n", "ip address add 10.251.20.1/24 dev br0");
    network.in("n", "ip link set br0 up");
    network.in("n", "sysctl -qw net.ipv4.ip_forward=1");
    pod("a", A);
    pod("b", B);
    network.join("c", "n");
    network.in("n", "ip address add 192.168.77.1/24 dev " + network.name("c"));
    network.in("c", "ip address add " + CLIENT + "/24 dev eth0");
    network.in("c", "ip route add default via 192.168.77.1");
    network.in("n", "ip route add default via " + CLIENT);
    server("c");
    filterBridge(true);
  }

  @AfterEach
  void remove() throws Exception {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void clusterIpsLeadToEveryBackend() throws Exception {
    apply(service("'type':'ClusterIP'"), ready(A, B));
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 40 && answers.size() < 2; i++) {
      answers.add(get("a", CLUSTER_IP).split(" ")[0]);
    }
    assertThat(answers).containsExactlyInAnyOrder("a", "b");
    assertThat(get("n", CLUSTER_IP)).as("from the node itself").isNotEmpty();

    apply(service("'type':'ClusterIP'"), ready(B));
    assertThat(get("a", CLUSTER_IP)).as("a pod keeps its address").isEqualTo("b " + A);
    apply(service("'type':'ClusterIP'"), ready(A));
    assertThat(get("a", CLUSTER_IP)).as("a pod reaches itself").startsWith("a ");
  }

  @Test
  void worksWhereTheBridgeIsNotFilteredToo() throws Exception {
    filterBridge(false);
    apply(service("'type':'ClusterIP'"), ready(B));
    assertThat(get("a", CLUSTER_IP)).isEqualTo("b 10.251.20.1");
  }

  @Test
  void aServiceWithoutEndpointsRefusesAtOnce() throws Exception {
    apply(service("'type':'NodePort'"), slice());
    for (String each : List.of("a " + CLUSTER_IP, "n " + CLUSTER_IP, "c " + NODE_PORT)) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> get(each.split(" ")[0], each.split(" ")[1]))
          .as(each)
          .hasMessageContaining("curl: (7)");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void nodePortsAndBalancersServeTheOutside() throws Exception {
    apply(service("'type':'NodePort'"), ready(B));
    assertThat(get("c", NODE_PORT)).isEqualTo("b 10.251.20.1");
    apply(service("'type':'NodePort','externalTrafficPolicy':'Local'"), ready(B));
    assertThat(get("c", NODE_PORT)).as("the client's own address").isEqualTo("b " + CLIENT);
    assertThat(get("a", NODE_PORT)).as("from a pod").startsWith("b ");

    ApiObject balanced = service("'type':'LoadBalancer'");
    balanced
        .json()
        .putObject("status")
        .putObject("loadBalancer")
        .putArray("ingress")
        .addObject()
        .put("ip", "203.0.113.7");
    apply(balanced, ready(B));
    assertThat(get("c", "203.0.113.7:80")).startsWith("b ");
  }

  @Test
  void nodePortsServeTheMachineItselfOnLoopback() throws Exception {
    apply(service("'type':'NodePort'"), ready(B));
    assertThat(get("n", "127.0.0.1:30080")).isEqualTo("b 10.251.20.1");
    apply(service("'type':'NodePort','externalTrafficPolicy':'Local'"), ready(B));
    assertThat(get("n", "127.0.0.1:30080")).isEqualTo("b 10.251.20.1");
    apply(service("'type':'NodePort'"), slice());
    assertThatThrownBy(() -> get("n", "127.0.0.1:30080")).hasMessageContaining("curl: (7)");
  }

  @Test
  void noPodReachesTheLoopbackOfItsNode() throws Exception {
    apply(service("'type':'NodePort'"), ready(B));
    server("n");
    assertThat(get("n", "127.0.0.1:8080")).isEqualTo("n 127.0.0.1");
    network.in("a", "ip address del 127.0.0.1/8 dev lo");
    network.in("a", "ip route flush table local type local 127.0.0.0/8");
    network.in("a", "sysctl -qw net.ipv4.conf.eth0.route_localnet=1");
    network.in("a", "ip route add 127.0.0.1/32 via 10.251.20.1 src " + A);
    assertThatThrownBy(() -> get("a", "127.0.0.1:8080")).hasMessageContaining("curl: (28)");
  }

  @Test
  void aClientStaysWithItsBackend() throws Exception {
    ApiObject affine = service("'type':'ClusterIP','sessionAffinity':'ClientIP'");
    apply(affine, ready(A, B));
    String first = get("a", CLUSTER_IP).split(" ")[0];
    for (int i = 0; i < 15; i++) {
      apply(affine, ready(A, B));
      assertThat(get("a", CLUSTER_IP)).startsWith(first + " ");
    }
  }

  @Test
  void podsLeaveTheClusterWithTheAddressOfTheirNode() throws Exception {
    apply(service("'type':'ClusterIP'"), ready(A));
    assertThat(get("a", CLIENT + ":8080")).isEqualTo("c 192.168.77.1");
    assertThat(get("a", B + ":8080")).isEqualTo("b " + A);
  }

  @Test
  void whatSomebodyFlushedIsWrittenAnew() throws Exception {
    apply(service("'type':'ClusterIP'"), ready(B));
    network.in("n", "nft flush ruleset");
    reconcile();
    assertThat(get("a", CLUSTER_IP)).startsWith("b ");
    network.in("n", "nft flush chain ip t nat-prerouting");
    reconcile();
    assertThat(get("a", CLUSTER_IP)).startsWith("b ");
  }

  private void pod(String name, String address) throws IOException {
    network.join(name, "n");
    network.in("n", "ip link set " + network.name(name) + " master br0");
    network.in("n", "ip link set " + network.name(name) + " type bridge_slave hairpin on");
    network.in(name, "ip address add " + address + "/24 dev eth0");
    network.in(name, "ip route add default via 10.251.20.1");
    server(name);
  }

  /** Answers with its name and with whom it sees asking. */
  private void server(String name) throws IOException {
    Path script =
        Files.createDirectories(directory.resolve(name).resolve("cgi-bin")).resolve("who");
    Files.writeString(
        script, "#!/bin/sh\necho Content-Type: text/plain\necho\necho " + name + " $REMOTE_ADDR\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    network.serve(name, "busybox httpd -f -p 8080 -h " + directory.resolve(name));
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!network.in(name, "ss -ltn").contains(":8080")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  private String get(String from, String address) throws IOException {
    return network
        .in(from, "curl -sSf -m 5 --noproxy * http://" + address + "/cgi-bin/who")
        .strip()
        .replace("::ffff:", "")
        .replace("[", "")
        .replace("]", "");
  }

  private void filterBridge(boolean filtered) throws IOException {
    network.in("n", "sysctl -qw net.bridge.bridge-nf-call-iptables=" + (filtered ? "1" : "0"));
    proxy =
        new ProxyController(
            cache,
            new ProxyController.Settings("t", "n1", POD_CIDR, Set.of(), "br0", filtered),
            new Nft(List.of("ip", "netns", "exec", network.name("n"))));
  }

  private void apply(ApiObject service, ApiObject slice) throws Exception {
    cache.set(Resources.SERVICES, List.of(service));
    cache.set(Resources.ENDPOINT_SLICES, List.of(slice));
    reconcile();
  }

  private void reconcile() throws Exception {
    var unused = proxy.reconcile(ObjectKey.cluster("all"), Cause.NONE);
  }

  private static ApiObject ready(String... addresses) {
    return slice(
        List.of(addresses).stream().map(each -> endpoint(each, "n1", true)).toArray(String[]::new));
  }
}
