package io.quarterdeck.node.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.node.network.TestCache;
import io.quarterdeck.node.network.TestNetwork;
import io.quarterdeck.role.Cause;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The service address on this machine's loopback, asked from a pod's network namespace. */
class ClusterDnsTest {
  private static final String ADDRESS = "10.251.21.10";
  private static final String UPSTREAM = "127.0.53.53";

  @TempDir Path directory;
  private final TestCache cache = new TestCache();
  private final TestNetwork network = new TestNetwork();
  private Vertx vertx;
  private ClusterDns dns;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(TestNetwork.possible(), "needs root and a static busybox");
    vertx = Vertx.vertx();
    network.join("p", "");
    TestNetwork.run("ip address add 10.251.21.1/30 dev " + network.name("p"));
    network.in("p", "ip address add 10.251.21.2/30 dev eth0");
    network.in("p", "ip route add default via 10.251.21.1");
    Path resolvConf = Files.writeString(directory.resolve("resolv.conf"), "nameserver " + UPSTREAM);
    dns =
        new ClusterDns(
            vertx,
            cache,
            new ClusterDns.Settings(
                ADDRESS, 53, "cluster.local", resolvConf, directory.resolve("a")));
    dns.start();
  }

  @AfterEach
  void stop() throws Exception {
    if (vertx != null) {
      network.close();
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      ClusterDns.remove(directory.resolve("a"));
      assertThat(TestNetwork.run("ip address show dev lo")).doesNotContain(ADDRESS);
    }
  }

  @Test
  void podsResolveServicesOverUdpAndTcp() throws Exception {
    assertThat(ask("web.default.svc.cluster.local.", false).getRcode())
        .as("before the first zone")
        .isEqualTo(Rcode.SERVFAIL);
    assertThat(dns.isReady()).isFalse();
    cache.set(
        Resources.SERVICES,
        List.of(
            object(
                "{'metadata':{'name':'web','namespace':'default'},'spec':{'type':'ClusterIP',"
                    + "'clusterIP':'10.96.0.7','clusterIPs':['10.96.0.7'],"
                    + "'ports':[{'name':'http','protocol':'TCP','port':80}]}}")));
    var unused = dns.reconcile(ObjectKey.cluster("all"), Cause.NONE);
    assertThat(dns.isReady()).isTrue();

    assertThat(network.in("p", "busybox nslookup web.default.svc.cluster.local " + ADDRESS))
        .contains("Address: 10.96.0.7");
    assertThat(ask("web.default.svc.cluster.local.", true).getSection(Section.ANSWER).toString())
        .contains("10.96.0.7");
    assertThat(ask("none.default.svc.cluster.local.", false).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void theAddressOfAnotherClusterIsLeftToIt() throws Exception {
    Path other = directory.resolve("b");
    ClusterDns second =
        new ClusterDns(
            vertx,
            cache,
            new ClusterDns.Settings(
                ADDRESS, 53, "cluster.local", directory.resolve("resolv.conf"), other));
    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "cannot listen on " + ADDRESS + ":53: another process of this machine does");
    ClusterDns.remove(other);
    assertThat(TestNetwork.run("ip address show dev lo")).contains(ADDRESS);
  }

  @Test
  void asksTheServersOfTheMachineForTheRest() throws Exception {
    var unused = dns.reconcile(ObjectKey.cluster("all"), Cause.NONE);
    DnsServer upstream = new DnsServer(vertx, Upstream.of(directory.resolve("none"), ADDRESS));
    upstream.serve(
        ClusterZone.builder("example.test")
            .add("www.example.test", new ZoneRecord.Address("192.0.2.80"))
            .build());
    upstream
        .listen(UPSTREAM, 53)
        .toCompletionStage()
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
    assertThat(ask("www.example.test.", false).getSection(Section.ANSWER).toString())
        .contains("192.0.2.80");
    long start = System.nanoTime();
    assertThat(ask("www.elsewhere.test.", false).getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  private static Message ask(String name, boolean tcp) throws Exception {
    SimpleResolver resolver = new SimpleResolver(ADDRESS);
    resolver.setTCP(tcp);
    resolver.setTimeout(Duration.ofSeconds(5));
    return resolver.send(
        Message.newQuery(Record.newRecord(Name.fromString(name), Type.A, DClass.IN)));
  }

  private static ApiObject object(String json) {
    return ApiObject.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
