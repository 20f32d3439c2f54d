package io.quarterdeck.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.node.proxy.ProxyRules.Backend;
import io.quarterdeck.node.proxy.ProxyRules.Chain;
import io.quarterdeck.node.proxy.ProxyRules.Destination;
import io.quarterdeck.node.proxy.ProxyRules.Masquerade;
import io.quarterdeck.node.proxy.ProxyRules.Verdict;
import io.quarterdeck.node.proxy.StaleFlows.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StaleFlowsTest {
  private static final Destination DNS = new Destination("10.96.0.20", Protocol.UDP, 53);

  @Test
  void aBackendThatIsGoneLeavesFlowsBehind() {
    assertThat(StaleFlows.between(rules(DNS, "10.244.0.2", "10.244.0.3"), rules(DNS, "10.244.0.3")))
        .containsExactly(new Flow(DNS, "10.244.0.2"));
  }

  @Test
  void flowsThatFoundNobodyAreForgottenWhenSomebodyComes() {
    assertThat(StaleFlows.between(rules(DNS), rules(DNS, "10.244.0.3")))
        .containsExactly(new Flow(DNS, ""));
  }

  @Test
  void tcpIsLeftAlone() {
    Destination web = new Destination("10.96.0.20", Protocol.TCP, 53);
    assertThat(StaleFlows.between(rules(web, "10.244.0.2"), rules(web))).isEmpty();
  }

  private static ProxyRules rules(Destination destination, String... addresses) {
    List<Backend> backends =
        List.of(addresses).stream().map(each -> new Backend(each, 53)).toList();
    Verdict verdict = backends.isEmpty() ? new Verdict.Reject() : new Verdict.Forward("chain");
    Chain chain =
        new Chain(
            "chain", destination.protocol(), backends, Masquerade.NEVER, Duration.ZERO, List.of());
    return new ProxyRules(
        new TreeMap<>(Map.of(destination, verdict)),
        new TreeMap<>(),
        backends.isEmpty() ? List.of() : List.of(chain));
  }
}
