package io.quarterdeck.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.proxy.NftScript.Existing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NftScriptTest {
  private static final NftScript.Network NETWORK =
      new NftScript.Network("t", "10.244.0.0/24", true);

  @Test
  void aServiceBecomesAMapEntryAndChains() {
    String script = NftScript.write(NETWORK, web("10.244.0.4"), Existing.NOTHING);

    assertThat(script)
        .contains(
            "add element ip t addresses { 10.96.0.7 . tcp . 80 : goto service-default/web/tcp/http }",
            "add element ip t node-ports { tcp . 30080 : goto external-default/web/tcp/http }",
            "add rule ip t service-default/web/tcp/http ip saddr != 10.244.0.0/24 meta mark set",
            "numgen random mod 1 vmap { 0 : goto service-default/web/tcp/http/10.244.0.4-8080 }",
            "meta l4proto tcp dnat to 10.244.0.4:8080");
  }

  @Test
  void whatIsNoLongerWantedIsDeletedAfterItWasEmptied() {
    String script =
        NftScript.write(
            NETWORK, web("10.244.0.4"), new Existing(Set.of("old"), Set.of("affinity-old")));

    assertThat(script)
        .containsSubsequence(
            "flush chain ip t old", "delete chain ip t old", "delete set ip t affinity-old");
  }

  /**
   * The kernel is the judge of what nftables accepts; a network namespace keeps it from the host.
   */
  @Test
  void theKernelTakesEveryKindOfRuleAndTheSecondVersionReplacesTheFirst() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root for nftables");
    String first = NftScript.write(NETWORK, web("10.244.0.4"), Existing.NOTHING);
    String second =
        NftScript.write(
            NETWORK,
            ProxyPlanner.plan(
                List.of(affine()),
                List.of(
                    ProxyPlannerTest.slice(
                        ProxyPlannerTest.endpoint("10.244.0.5", "n1", true),
                        ProxyPlannerTest.endpoint("10.244.0.6", "n1", true))),
                "n1",
                Set.of()),
            existing(first));
    Process process =
        new ProcessBuilder("unshare", "-n", "sh", "-c", "nft -f - && nft list table ip t")
            .redirectErrorStream(true)
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write((first + second).getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("dnat to 10.244.0.5:8080", "update @affinity-", "10.96.0.7 . tcp . 80 : goto")
        .doesNotContain("10.244.0.4");
  }

  private static Existing existing(String script) {
    return new Existing(
        Set.copyOf(
            script
                .lines()
                .filter(line -> line.startsWith("add chain"))
                .map(line -> line.split(" ")[4])
                .toList()),
        Set.of());
  }

  private static ProxyRules web(String address) {
    return ProxyPlanner.plan(
        List.of(ProxyPlannerTest.service("'type':'NodePort'")),
        List.of(ProxyPlannerTest.slice(ProxyPlannerTest.endpoint(address, "n1", true))),
        "n1",
        Set.of());
  }

  private static ApiObject affine() {
    return ProxyPlannerTest.service(
        "'type':'NodePort','sessionAffinity':'ClientIP','externalIPs':['192.0.2.9']");
  }
}
