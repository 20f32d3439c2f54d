package io.quarterdeck.node.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import io.quarterdeck.node.config.NodeConfig;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Registers the node, renews its Lease and tells its status. Blocking: the caller gives it a thread
 * that it keeps.
 */
public final class NodeRegistration implements Runnable {
  private static final Logger LOG = Logger.getLogger(NodeRegistration.class);
  private static final Duration LEASE_RENEWAL = Duration.ofSeconds(10);
  private static final int LEASE_SECONDS = 40;
  private static final Duration STATUS_EVERY = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final String LEASE_NAMESPACE = "kube-node-lease";

  private final Api api;
  private final CriClient cri;
  private final NodeConfig config;
  private final NodeObject.Identity identity;
  private JsonNode told = Json.object();
  private Instant toldAt = Instant.EPOCH;
  private volatile boolean registered;

  public NodeRegistration(Api api, CriClient cri, NodeConfig config) {
    this.api = api;
    this.cri = cri;
    this.config = config;
    this.identity =
        new NodeObject.Identity(config.name(), config.ip(), config.podCidr(), config.port());
  }

  /** What the node of these files has for pods, by resource. */
  public static Map<String, Quantity> allocatable(Path root) throws IOException {
    return PodRequests.quantities(NodeObject.allocatable(MachineFacts.measure(root)));
  }

  public boolean isRegistered() {
    return registered;
  }

  /** Registers, then beats until it is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(beat() ? LEASE_RENEWAL : RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean beat() {
    try {
      Instant now = Instant.now();
      if (registered) {
        tell(now);
      } else {
        register(now);
      }
      renewLease(now);
      registered = true;
      return true;
    } catch (ApiException e) {
      LOG.infof("the node cannot be reported: %s", e.getMessage());
      return false;
    } catch (IOException e) {
      LOG.warnf(e, "the machine cannot be measured");
      return false;
    }
  }

  private void register(Instant now) throws IOException {
    MachineFacts facts = MachineFacts.measure(config.rootDir());
    NodeObject.RuntimeFacts runtime = runtime();
    Optional<ApiObject> known = api.get(Resources.NODES, key());
    if (known.isEmpty()) {
      ApiObject created =
          api.create(Resources.NODES, NodeObject.create(identity, facts, runtime, now), Cause.NONE);
      told = created.at("status");
      toldAt = now;
      LOG.infof("registered the node %s", identity.name());
      return;
    }
    ObjectNode patch = Json.object();
    patch.putObject("metadata").set("labels", NodeObject.labels(identity, facts));
    api.patch(Resources.NODES, key(), PatchType.MERGE, patch, Cause.NONE);
    told = known.get().at("status");
    toldAt = Instant.EPOCH;
    tell(now);
  }

  private void tell(Instant now) throws IOException {
    MachineFacts facts = MachineFacts.measure(config.rootDir());
    ObjectNode status = NodeObject.status(identity, facts, runtime(), told, now);
    boolean stale = Duration.between(toldAt, now).compareTo(STATUS_EVERY) >= 0;
    if (!stale && NodeObject.sameButForTime(status, told)) {
      return;
    }
    ObjectNode patch = Json.object();
    // The cloud adapter tells the addresses; conditions of others stay, so they merge by type.
    patch.set("status", status.deepCopy().without("addresses"));
    api.patchStatus(Resources.NODES, key(), PatchType.STRATEGIC_MERGE, patch, Cause.NONE);
    told = status;
    toldAt = now;
  }

  private NodeObject.RuntimeFacts runtime() {
    try {
      String problem =
          cri.conditions().stream()
              .filter(each -> !each.getStatus())
              .map(each -> each.getReason() + ": " + each.getMessage())
              .collect(Collectors.joining("; "));
      return new NodeObject.RuntimeFacts(cri.version().getRuntimeVersion(), problem);
    } catch (StatusRuntimeException e) {
      return new NodeObject.RuntimeFacts("unknown", "container runtime is down: " + e.getStatus());
    }
  }

  private void renewLease(Instant now) {
    ObjectKey key = new ObjectKey(LEASE_NAMESPACE, identity.name());
    String time = now.truncatedTo(ChronoUnit.MICROS).toString();
    ObjectNode patch = Json.object();
    patch.putObject("spec").put("renewTime", micros(time));
    try {
      api.patch(Resources.LEASES, key, PatchType.MERGE, patch, Cause.NONE);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      api.create(Resources.LEASES, lease(key, micros(time)), Cause.NONE);
    }
  }

  private ApiObject lease(ObjectKey key, String time) {
    ApiObject lease = ApiObject.create(Resources.LEASES, key);
    api.get(Resources.NODES, key())
        .ifPresent(
            node ->
                lease
                    .json()
                    .withObject("/metadata")
                    .putArray("ownerReferences")
                    .addObject()
                    .put("apiVersion", "v1")
                    .put("kind", "Node")
                    .put("name", node.name())
                    .put("uid", node.uid()));
    lease
        .json()
        .putObject("spec")
        .put("holderIdentity", identity.name())
        .put("leaseDurationSeconds", LEASE_SECONDS)
        .put("renewTime", time);
    return lease;
  }

  /** Leases carry six digits behind the second, zeros too. */
  private static String micros(String time) {
    int dot = time.indexOf('.');
    String fraction = dot < 0 ? "" : time.substring(dot + 1, time.length() - 1);
    String seconds = dot < 0 ? time.substring(0, time.length() - 1) : time.substring(0, dot);
    return seconds + "." + (fraction + "000000").substring(0, 6) + "Z";
  }

  private ObjectKey key() {
    return ObjectKey.cluster(identity.name());
  }
}
