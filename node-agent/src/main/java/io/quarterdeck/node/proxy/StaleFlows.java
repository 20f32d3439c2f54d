package io.quarterdeck.node.proxy;

import io.quarterdeck.node.proxy.ProxyRules.Backend;
import io.quarterdeck.node.proxy.ProxyRules.Chain;
import io.quarterdeck.node.proxy.ProxyRules.Destination;
import io.quarterdeck.node.proxy.ProxyRules.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the UDP flows that connection tracking would keep sending to a backend that is gone. TCP
 * needs no such help: its connections end by themselves.
 */
final class StaleFlows {
  /**
   * A tracked flow to be forgotten.
   *
   * @param backend empty for a flow that was never translated, because nobody was there
   */
  record Flow(Destination destination, String backend) {}

  private StaleFlows() {}

  static List<Flow> between(ProxyRules before, ProxyRules after) {
    Map<Destination, Set<String>> old = backends(before);
    Map<Destination, Set<String>> now = backends(after);
    List<Flow> stale = new ArrayList<>();
    old.forEach(
        (destination, addresses) -> {
          Set<String> left = now.getOrDefault(destination, Set.of());
          addresses.stream()
              .filter(each -> !left.contains(each))
              .sorted()
              .forEach(each -> stale.add(new Flow(destination, each)));
        });
    now.forEach(
        (destination, addresses) -> {
          if (!addresses.isEmpty() && old.getOrDefault(destination, Set.of()).isEmpty()) {
            stale.add(new Flow(destination, ""));
          }
        });
    return stale;
  }

  private static Map<Destination, Set<String>> backends(ProxyRules rules) {
    Map<String, Set<String>> byChain = new HashMap<>();
    for (Chain chain : rules.chains()) {
      Set<String> addresses = new HashSet<>();
      chain.backends().stream().map(Backend::address).forEach(addresses::add);
      byChain.put(chain.name(), addresses);
    }
    Map<Destination, Set<String>> backends = new HashMap<>();
    for (Map<Destination, Verdict> part : List.of(rules.addresses(), rules.nodePorts())) {
      part.forEach(
          (destination, verdict) -> {
            if (destination.protocol() == Protocol.UDP) {
              backends.put(
                  destination,
                  verdict instanceof Verdict.Forward forward
                      ? byChain.getOrDefault(forward.chain(), Set.of())
                      : Set.of());
            }
          });
    }
    return backends;
  }
}
