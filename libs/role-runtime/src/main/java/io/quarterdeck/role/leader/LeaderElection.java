package io.quarterdeck.role.leader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a Lease as the Kubernetes control plane does. A leader that could not renew for the renew
 * deadline no longer leads, whether or not a call is still under way, and before anybody else may
 * begin. {@link #tick} makes one attempt and may block; whoever calls it chooses the rhythm. One
 * thread ticks, any thread asks.
 */
public final class LeaderElection {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElection.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  static final Duration LEASE = Duration.ofSeconds(15);
  static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);

  /** After this time a call has failed: another one still fits in before the deadline. */
  public static final Duration CALL_TIMEOUT = RENEW_DEADLINE.dividedBy(2);

  /** How often to call {@link #tick}. */
  public static final Duration RETRY = Duration.ofSeconds(2);

  private final Api api;
  private final ObjectKey lease;
  private final String identity;
  private final Clock clock;
  private final LongSupplier nanos;
  private String observedVersion = "";
  private long observedAt;
  private volatile long leadsUntil;
  private volatile boolean held;

  public LeaderElection(Api api, ObjectKey lease, String identity, Clock clock) {
    this(api, lease, identity, clock, System::nanoTime);
  }

  /** The clock is what others read in the Lease; how much time has passed, nanoseconds tell. */
  LeaderElection(Api api, ObjectKey lease, String identity, Clock clock, LongSupplier nanos) {
    this.nanos = nanos;
    this.api = api;
    this.lease = lease;
    this.identity = identity;
    this.clock = clock;
  }

  public boolean isLeading() {
    return held && nanos.getAsLong() - leadsUntil < 0;
  }

  /** Tries to take or to keep the lease; tells whether this process leads now. */
  public boolean tick() {
    long began = nanos.getAsLong();
    try {
      if (tryHold(clock.instant(), began)) {
        leadsUntil = began + RENEW_DEADLINE.toNanos();
        held = true;
      } else {
        held = false;
      }
    } catch (ApiException e) {
      LOG.info("Cannot renew the lease {}: {}", lease, e.getMessage());
    }
    return isLeading();
  }

  /** Lets somebody else lead at once. */
  public void release() {
    if (!held) {
      return;
    }
    held = false;
    try {
      Optional<ApiObject> found = api.get(Resources.LEASES, lease);
      if (found.isPresent() && found.get().text("spec", "holderIdentity").equals(identity)) {
        ApiObject freed = found.get().copy();
        freed.json().withObject("spec").put("holderIdentity", "").put("leaseDurationSeconds", 1);
        api.update(Resources.LEASES, freed, Cause.NONE);
      }
    } catch (ApiException e) {
      LOG.info("Cannot release the lease {}: {}", lease, e.getMessage());
    }
  }

  private boolean tryHold(Instant now, long began) {
    Optional<ApiObject> found = api.get(Resources.LEASES, lease);
    if (found.isEmpty()) {
      ApiObject made = ApiObject.create(Resources.LEASES, lease);
      write(made.json().putObject("spec").put("leaseTransitions", 0), now, true);
      api.create(Resources.LEASES, made, Cause.NONE);
      return true;
    }
    ApiObject current = found.get();
    if (!current.resourceVersion().equals(observedVersion)) {
      observedVersion = current.resourceVersion();
      observedAt = began;
    }
    String holder = current.text("spec", "holderIdentity");
    boolean own = holder.equals(identity);
    Duration duration =
        Duration.ofSeconds(
            current.integer((int) LEASE.toSeconds(), "spec", "leaseDurationSeconds"));
    if (!own && !holder.isEmpty() && began - observedAt < duration.toNanos()) {
      return false;
    }
    ApiObject wanted = current.copy();
    ObjectNode spec = wanted.json().withObject("spec");
    if (!own) {
      spec.put("leaseTransitions", spec.path("leaseTransitions").asInt() + 1);
    }
    write(spec, now, !own);
    observedVersion = api.update(Resources.LEASES, wanted, Cause.NONE).resourceVersion();
    observedAt = began;
    return true;
  }

  private void write(ObjectNode spec, Instant now, boolean acquired) {
    spec.put("holderIdentity", identity).put("leaseDurationSeconds", LEASE.toSeconds());
    if (acquired) {
      spec.put("acquireTime", MICROS.format(now));
    }
    spec.put("renewTime", MICROS.format(now));
  }
}
