package io.quarterdeck.node.proxy;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.run.ControllerManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Brings this node's packet filter to what Services and EndpointSlices say. There is one key for
 * all of them: the rules are one transaction. A look finds out too whether somebody else has
 * changed or flushed the table. A failure leaves the old rules in force and is tried again.
 */
public final class ProxyController implements Reconciler {
  private static final Logger LOG = Logger.getLogger(ProxyController.class);
  private static final ObjectKey ALL = ObjectKey.cluster("all");
  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final long REWRITE_NANOS = Duration.ofMinutes(10).toNanos();
  private static final ProxyRules NOTHING =
      new ProxyRules(new TreeMap<>(), new TreeMap<>(), List.of());

  private final ObjectCache cache;
  private final Settings settings;
  private final Nft nft;
  private ProxyRules applied = NOTHING;
  private Optional<String> written = Optional.empty();
  private long writtenAt;

  /**
   * What the proxy is told of its node.
   *
   * @param table of nftables, the cluster's own on this machine
   * @param servedHere cluster IPs that a process of this node answers itself
   * @param bridge of the node's pods; it appears with the first of them
   * @param bridgeFiltered what {@link KernelNetwork#prepare} said
   */
  public record Settings(
      String table,
      String node,
      String podCidr,
      Set<String> servedHere,
      String bridge,
      boolean bridgeFiltered) {}

  ProxyController(ObjectCache cache, Settings settings, Nft nft) {
    this.cache = cache;
    this.settings = settings;
    this.nft = nft;
  }

  /** Adds the proxy to the controllers of a node. */
  public static void register(ControllerManager manager, Settings settings) {
    manager
        .controller("service-proxy")
        .watches(Resources.SERVICES, _ -> List.of(ALL))
        .watches(Resources.ENDPOINT_SLICES, _ -> List.of(ALL))
        .workers(1)
        .resyncEvery(LOOK)
        .reconcile(new ProxyController(manager.cache(), settings, new Nft(List.of())));
  }

  /** Takes the rules of a cluster off this machine. */
  public static void remove(String table) throws IOException, InterruptedException {
    new Nft(List.of()).apply("add table ip " + table + "\ndelete table ip " + table + "\n");
  }

  @Override
  public synchronized Outcome reconcile(ObjectKey key, Cause cause)
      throws IOException, InterruptedException {
    ProxyRules rules =
        ProxyPlanner.plan(
            cache.list(Resources.SERVICES, ""),
            cache.list(Resources.ENDPOINT_SLICES, ""),
            settings.node(),
            settings.servedHere());
    boolean intact =
        written.isPresent()
            && System.nanoTime() - writtenAt < REWRITE_NANOS
            && written.equals(nft.listing(settings.table()));
    if (intact && rules.equals(applied)) {
      return Outcome.DONE;
    }
    if (!intact && written.isPresent()) {
      LOG.infof("the rules of table %s are written anew", settings.table());
    }
    write(rules);
    nft.routeLoopback(settings.bridge());
    ProxyRules before = applied;
    applied = rules;
    writtenAt = System.nanoTime();
    written = nft.listing(settings.table());
    for (StaleFlows.Flow flow : StaleFlows.between(before, rules)) {
      nft.forget(flow);
    }
    return Outcome.DONE;
  }

  /** A table that cannot be changed into what is wanted is replaced, in one transaction too. */
  private void write(ProxyRules rules) throws IOException, InterruptedException {
    NftScript.Network network =
        new NftScript.Network(settings.table(), settings.podCidr(), settings.bridgeFiltered());
    try {
      nft.apply(NftScript.write(network, rules, nft.existing(settings.table())));
    } catch (IOException e) {
      LOG.infof("table %s is replaced as a whole: %s", settings.table(), e.getMessage());
      String table = "table ip " + settings.table() + "\n";
      nft.apply(
          "add "
              + table
              + "delete "
              + table
              + NftScript.write(network, rules, NftScript.Existing.NOTHING));
    }
  }
}
