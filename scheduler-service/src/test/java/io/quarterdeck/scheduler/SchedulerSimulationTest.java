package io.quarterdeck.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.cache.ObjectChange;
import io.quarterdeck.role.event.EventRecorder;
import io.quarterdeck.role.queue.Backoff;
import io.quarterdeck.role.queue.WorkQueue;
import io.quarterdeck.scheduler.plan.Objects;
import io.quarterdeck.scheduler.plan.filter.Filter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scheduler on a virtual clock, with a late cache, a failing API and a restless cluster. */
class SchedulerSimulationTest {
  private static final Duration QUIET = Duration.ofMinutes(30);

  private final WorkQueue queue = new WorkQueue(Backoff.DEFAULT);
  private final SimCache cache = new SimCache();
  private long nanos;
  private int reconciliations;

  static LongStream seeds() {
    Long given = Long.getLong("quarterdeck.test.seed");
    return given == null ? new Random().longs(10) : LongStream.of(given);
  }

  @ParameterizedTest(name = "quarterdeck.test.seed={0}")
  @MethodSource("seeds")
  void neverOverCommitsNeverBindsTwiceAndConverges(long seed) {
    Random random = new Random(seed);
    SimCluster cluster = new SimCluster(random);
    PodScheduler scheduler = scheduler(cluster, random);
    for (int node = 0; node < 5; node++) {
      cluster.put(Resources.NODES, Objects.node("n" + node, "", ""));
    }
    cluster.faults = 0.1;
    for (int step = 0; step < 800; step++) {
      nanos += random.nextLong(Duration.ofSeconds(1).toNanos());
      switch (random.nextInt(10)) {
        case 0, 1 -> cluster.replace(Resources.PODS, pod(random, step));
        case 2 -> disturb(cluster, random, step);
        case 3, 4, 5 -> deliver(cluster, random.nextBoolean() ? Resources.PODS : Resources.NODES);
        default -> work(scheduler);
      }
    }

    cluster.faults = 0;
    settle(cluster, scheduler);
    for (ApiObject pod : cluster.real(Resources.PODS)) {
      if (pod.text("spec", "nodeName").isEmpty()) {
        assertThat(cluster.real(Resources.NODES))
            .as("a node for " + pod.name())
            .noneMatch(node -> Filter.rejections(pod, cluster.state(node)).isEmpty());
        assertThat(pod.at("status", "conditions").path(0).path("status").asText())
            .isEqualTo("False");
      }
    }
  }

  @Test
  void aPodThatFitsNowhereIsLeftAloneUntilANodeChanges() {
    Random random = new Random(1);
    SimCluster cluster = new SimCluster(random);
    PodScheduler scheduler = scheduler(cluster, random);
    ApiObject node = Objects.node("n0", "", "'unschedulable':true");
    cluster.put(Resources.NODES, node);
    cluster.put(Resources.PODS, pod(random, 0));
    settle(cluster, scheduler);
    assertThat(reconciliations)
        .isLessThanOrEqualTo(2 + (int) QUIET.dividedBy(Duration.ofMinutes(5)));

    boolean due = true;
    while (due) {
      due = work(scheduler);
    }
    int before = reconciliations;
    ApiObject heartbeat = node.copy();
    heartbeat.json().withObject("/status").putArray("conditions").addObject().put("type", "Ready");
    cluster.put(Resources.NODES, heartbeat);
    deliver(cluster, Resources.NODES);
    work(scheduler);
    assertThat(reconciliations).isEqualTo(before);

    nanos += Duration.ofSeconds(10).toNanos();
    cluster.put(Resources.NODES, Objects.node("n0", "", ""));
    deliver(cluster, Resources.NODES);
    work(scheduler);
    assertThat(cluster.real(Resources.PODS).getFirst().text("spec", "nodeName")).isEqualTo("n0");
  }

  @Test
  void nodesThatChangeAllTheTimeDoNotMakeItSpin() {
    Random random = new Random(1);
    SimCluster cluster = new SimCluster(random);
    PodScheduler scheduler = scheduler(cluster, random);
    cluster.put(Resources.PODS, pod(random, 0));
    deliver(cluster, Resources.PODS);
    int attempts = 0;
    for (int change = 0; change < 1_000; change++) {
      String label = "'n':'" + change + "'";
      cluster.put(Resources.NODES, Objects.node("n0", label, "'unschedulable':true"));
      deliver(cluster, Resources.NODES);
      long version = version(cluster);
      work(scheduler);
      attempts += version(cluster) == version ? 0 : 1;
      nanos += Duration.ofMillis(10).toNanos();
    }
    assertThat(attempts).isBetween(1, 5);
  }

  private static long version(SimCluster cluster) {
    return cluster.real(Resources.PODS).getFirst().revision();
  }

  private PodScheduler scheduler(SimCluster cluster, Random random) {
    InstantSource time = () -> Instant.EPOCH.plusNanos(nanos);
    Clock clock = time.withZone(ZoneOffset.UTC);
    return new PodScheduler(
        cache, cluster, new EventRecorder(cluster, "default-scheduler", clock), clock, random);
  }

  private static ApiObject pod(Random random, int number) {
    ApiObject pod = Objects.requesting("'cpu':'" + (100 + random.nextInt(1_500)) + "m'").copy();
    pod.json().withObject("/metadata").put("name", "p" + number % 200).put("uid", "u" + number);
    pod.json().withObject("/spec").put("priority", random.nextInt(3));
    return pod;
  }

  private static void disturb(SimCluster cluster, Random random, int step) {
    List<ApiObject> pods = cluster.real(Resources.PODS);
    if (random.nextBoolean() && !pods.isEmpty()) {
      cluster.remove(Resources.PODS, pods.get(random.nextInt(pods.size())).key());
    } else {
      String cordon = random.nextBoolean() ? "'unschedulable':true" : "";
      cluster.put(
          Resources.NODES, Objects.node("n" + random.nextInt(5), "'step':'" + step + "'", cordon));
    }
  }

  private boolean deliver(SimCluster cluster, ResourceType type) {
    return cluster.tell(type, this::changed);
  }

  private void changed(ObjectChange change) {
    cache.tell(change);
    List<ObjectKey> keys =
        change.type().equals(Resources.NODES)
            ? SchedulerService.concernedByNode(change, cache)
            : SchedulerService.concernedByPod(change, cache);
    keys.forEach(key -> queue.add(key, Cause.NONE, null, nanos));
  }

  /** Everything is delivered and done, then nothing happens for a while. */
  private void settle(SimCluster cluster, PodScheduler scheduler) {
    long end = nanos + QUIET.toNanos();
    while (nanos < end) {
      boolean moved = deliver(cluster, Resources.PODS) || deliver(cluster, Resources.NODES);
      if (!moved && !work(scheduler)) {
        nanos = Math.max(nanos, Math.min(end, queue.nextDue().orElse(end)));
        if (queue.nextDue().isEmpty()) {
          return;
        }
      }
    }
  }

  private boolean work(PodScheduler scheduler) {
    Optional<WorkQueue.Item> item = queue.poll(nanos);
    if (item.isEmpty()) {
      return false;
    }
    reconciliations++;
    try {
      Reconciler.Outcome outcome = scheduler.reconcile(item.get().key(), Cause.NONE);
      queue.done(item.get());
      if (outcome instanceof Reconciler.Outcome.Again again) {
        queue.addAfter(item.get().key(), again.after(), nanos);
      }
    } catch (ApiException e) {
      queue.failed(item.get(), nanos);
    }
    return true;
  }
}
