package io.quarterdeck.node.proxy;

import io.quarterdeck.node.proxy.ProxyRules.Backend;
import io.quarterdeck.node.proxy.ProxyRules.Chain;
import io.quarterdeck.node.proxy.ProxyRules.Destination;
import io.quarterdeck.node.proxy.ProxyRules.Masquerade;
import io.quarterdeck.node.proxy.ProxyRules.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Writes the rules as one nftables transaction. The table is rewritten as a whole but for the sets
 * that remember which client belongs to which backend; those live as long as their backend.
 */
final class NftScript {
  /** Marks the connections that are to leave with the node's address as their source. */
  private static final String MARK = "0x4000";

  /** Marks the connections that their service does not let in. */
  private static final String DROP_MARK = "0x8000";

  private static final Map<String, String> BASE_CHAINS =
      Map.of(
          "nat-prerouting", "type nat hook prerouting priority dstnat",
          "nat-output", "type nat hook output priority -100",
          "nat-postrouting", "type nat hook postrouting priority srcnat",
          "filter-forward", "type filter hook forward priority filter",
          "filter-input", "type filter hook input priority filter",
          "filter-output", "type filter hook output priority filter");

  /** Any address of this node. */
  private static final String LOCAL = "fib daddr type local";

  private static final List<String> MAPS =
      List.of("addresses", "node-ports", "refused", "refused-node-ports");

  /**
   * What stands in the kernel now, by name.
   *
   * @param sets the affinity sets alone
   */
  record Existing(Set<String> chains, Set<String> sets) {
    static final Existing NOTHING = new Existing(Set.of(), Set.of());
  }

  /**
   * Where the rules stand.
   *
   * @param bridgeFiltered whether the packet filter sees what pods of one bridge say to each other
   */
  record Network(String table, String podCidr, boolean bridgeFiltered) {}

  private final List<String> lines = new ArrayList<>();
  private final Network network;
  private final String table;
  private final String podCidr;

  private NftScript(Network network) {
    this.network = network;
    this.table = network.table();
    this.podCidr = network.podCidr();
  }

  static String write(Network network, ProxyRules rules, Existing existing) {
    NftScript script = new NftScript(network);
    script.declare(rules, existing);
    script.baseRules();
    rules.chains().forEach(script::chain);
    script.elements("addresses", rules.addresses(), true);
    script.elements("node-ports", rules.nodePorts(), false);
    return String.join("\n", script.lines) + "\n";
  }

  private void declare(ProxyRules rules, Existing existing) {
    line("add table ip " + table);
    Set<String> chains = chainNames(rules);
    Set<String> sets = setNames(rules);
    new TreeSet<>(BASE_CHAINS.keySet())
        .forEach(name -> add("chain", name, "{ " + BASE_CHAINS.get(name) + " ; policy accept ; }"));
    chains.stream()
        .filter(name -> !BASE_CHAINS.containsKey(name))
        .forEach(name -> add("chain", name, ""));
    add("map", "addresses", "{ type ipv4_addr . inet_proto . inet_service : verdict ; }");
    add("map", "node-ports", "{ type inet_proto . inet_service : verdict ; }");
    add("map", "refused", "{ type ipv4_addr . inet_proto . inet_service : verdict ; }");
    add("map", "refused-node-ports", "{ type inet_proto . inet_service : verdict ; }");
    rules
        .chains()
        .forEach(chain -> chain.backends().forEach(backend -> affinitySet(chain, backend)));
    MAPS.forEach(name -> line("flush map ip " + table + " " + name));
    Set<String> all = new TreeSet<>(chains);
    all.addAll(existing.chains());
    all.forEach(name -> line("flush chain ip " + table + " " + name));
    missing(existing.chains(), chains).forEach(name -> delete("chain", name));
    missing(existing.sets(), sets).forEach(name -> delete("set", name));
  }

  private void affinitySet(Chain chain, Backend backend) {
    if (!chain.affinity().isZero()) {
      String timeout = chain.affinity().toSeconds() + "s";
      String set = "{ type ipv4_addr ; flags dynamic,timeout ; timeout " + timeout + " ; }";
      add("set", affinityName(chain, backend), set);
    }
  }

  private void baseRules() {
    for (String hook : List.of("nat-prerouting", "nat-output")) {
      rule(hook, "ip daddr . meta l4proto . th dport vmap @addresses");
      rule(hook, LOCAL + " meta l4proto . th dport vmap @node-ports");
    }
    loopback();
    rule("nat-postrouting", "meta mark & " + MARK + " == " + MARK + " masquerade");
    // Pods' addresses mean nothing outside of the cluster.
    rule(
        "nat-postrouting",
        "ip saddr " + podCidr + " ip daddr != { " + podCidr + ", 224.0.0.0/4 } masquerade");
    if (!network.bridgeFiltered()) {
      rule(
          "nat-postrouting",
          "ip saddr " + podCidr + " ip daddr " + podCidr + " ct status dnat masquerade");
    }
    for (String hook : List.of("filter-forward", "filter-input", "filter-output")) {
      rule(hook, "meta mark & " + DROP_MARK + " == " + DROP_MARK + " drop");
      rule(hook, "ct state new ip daddr . meta l4proto . th dport vmap @refused");
      rule(hook, "ct state new " + LOCAL + " meta l4proto . th dport vmap @refused-node-ports");
    }
    rule("refuse", "meta l4proto tcp reject with tcp reset");
    rule("refuse", "reject");
    rule("discard", "drop");
  }

  /**
   * Node ports are served on 127.0.0.1 too, to this machine alone. A pod could not answer that
   * address, whatever its service's policy says of sources; and where the bridge routes it for the
   * answers' sake, what a pod itself sends there is dropped.
   */
  private void loopback() {
    rule("nat-postrouting", "ip saddr 127.0.0.0/8 ct status dnat masquerade");
    rule("filter-input", "iifname != lo ip daddr 127.0.0.0/8 ct status & dnat != dnat drop");
  }

  private void chain(Chain chain) {
    if (!chain.sourceRanges().isEmpty()) {
      rule(
          chain.name(),
          "ip saddr != { " + String.join(", ", chain.sourceRanges()) + " } " + drop());
    }
    switch (chain.masquerade()) {
      case NEVER -> {}
      case FROM_OUTSIDE_PODS -> rule(chain.name(), "ip saddr != " + podCidr + " " + mark());
      case ALWAYS -> rule(chain.name(), mark());
    }
    List<Backend> backends = chain.backends();
    if (!chain.affinity().isZero()) {
      for (Backend backend : backends) {
        String known = "ip saddr @" + affinityName(chain, backend);
        rule(chain.name(), known + " goto " + backendName(chain, backend));
      }
    }
    List<String> choices = new ArrayList<>();
    for (int i = 0; i < backends.size(); i++) {
      choices.add(i + " : goto " + backendName(chain, backends.get(i)));
    }
    rule(
        chain.name(),
        "numgen random mod " + backends.size() + " vmap { " + String.join(", ", choices) + " }");
    backends.forEach(backend -> backend(chain, backend));
  }

  private void backend(Chain chain, Backend backend) {
    String name = backendName(chain, backend);
    // A pod that reaches itself through its service would answer itself directly otherwise.
    if (chain.masquerade() != Masquerade.ALWAYS) {
      rule(name, "ip saddr " + backend.address() + " " + mark());
    }
    if (!chain.affinity().isZero()) {
      rule(name, "update @" + affinityName(chain, backend) + " { ip saddr }");
    }
    rule(
        name,
        "meta l4proto "
            + chain.protocol().keyword()
            + " dnat to "
            + backend.address()
            + ":"
            + backend.port());
  }

  private void elements(
      String map, SortedMap<Destination, Verdict> destinations, boolean withAddress) {
    String refused = withAddress ? "refused" : "refused-node-ports";
    destinations.forEach(
        (destination, verdict) -> {
          String key =
              (withAddress ? destination.address() + " . " : "")
                  + destination.protocol().keyword()
                  + " . "
                  + destination.port();
          switch (verdict) {
            case Verdict.Forward forward -> element(map, key, "goto " + forward.chain());
            case Verdict.Reject _ -> element(refused, key, "goto refuse");
            case Verdict.Drop _ -> element(refused, key, "goto discard");
          }
        });
  }

  private static Set<String> chainNames(ProxyRules rules) {
    Set<String> names = new TreeSet<>(BASE_CHAINS.keySet());
    names.addAll(List.of("refuse", "discard"));
    for (Chain chain : rules.chains()) {
      names.add(chain.name());
      chain.backends().forEach(backend -> names.add(backendName(chain, backend)));
    }
    return names;
  }

  private static Set<String> setNames(ProxyRules rules) {
    Set<String> names = new TreeSet<>();
    for (Chain chain : rules.chains()) {
      if (!chain.affinity().isZero()) {
        chain.backends().forEach(backend -> names.add(affinityName(chain, backend)));
      }
    }
    return names;
  }

  private static Set<String> missing(Set<String> from, Set<String> in) {
    Set<String> missing = new TreeSet<>(new HashSet<>(from));
    missing.removeAll(in);
    return missing;
  }

  private static String backendName(Chain chain, Backend backend) {
    return chain.name() + "/" + backend.address() + "-" + backend.port();
  }

  private static String affinityName(Chain chain, Backend backend) {
    return "affinity-" + backendName(chain, backend);
  }

  /** A nat chain may not drop: the filter chains do it when they see the mark. */
  private static String drop() {
    return "meta mark set meta mark | " + DROP_MARK + " return";
  }

  private static String mark() {
    return "meta mark set meta mark | " + MARK;
  }

  private void add(String what, String name, String definition) {
    line(("add " + what + " ip " + table + " " + name + " " + definition).stripTrailing());
  }

  private void delete(String what, String name) {
    line("delete " + what + " ip " + table + " " + name);
  }

  private void rule(String chain, String rule) {
    line("add rule ip " + table + " " + chain + " " + rule);
  }

  private void element(String map, String key, String verdict) {
    line("add element ip " + table + " " + map + " { " + key + " : " + verdict + " }");
  }

  private void line(String line) {
    lines.add(line);
  }
}
