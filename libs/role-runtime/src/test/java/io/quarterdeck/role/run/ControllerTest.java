package io.quarterdeck.role.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.FakeApi;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.cache.BusObjectCache;
import io.quarterdeck.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControllerTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final ObjectKey KEY = new ObjectKey("default", "web");

  private final BusObjectCache cache = new BusObjectCache(new Topics("test"));
  private final String topic = cache.subscribe(Resources.PODS);
  private final AtomicBoolean leading = new AtomicBoolean(true);
  private final FakeApi server = new FakeApi();
  private final RecordingApi api = new RecordingApi(new GuardedApi(server, leading::get), cache);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private Optional<Controller> started = Optional.empty();
  private long offset;

  @AfterEach
  void stop() {
    blocked.countDown();
    started.ifPresent(Controller::stop);
  }

  @Test
  void aNewTermWaitsForWhatTheOldOneStillDoes() throws Exception {
    show(1);
    Controller controller =
        controller(
            () -> {
              if (runs.get() == 1) {
                blocked.await();
              }
            });
    controller.start();
    Await.until("the first run", SOON, () -> runs.get() == 1);

    controller.stop();
    controller.start();
    assertThat(controller.awaitEnd(Duration.ofMillis(200))).isFalse();
    assertThat(runs).hasValue(1);
    assertThat(controller.queueDepth()).isOne();

    blocked.countDown();
    Await.until("the second run", SOON, () -> runs.get() == 2);
    assertThat(mostAtOnce).hasValue(1);
  }

  @Test
  void whatTheOldTermLeavesBehindDoesNotReachTheNewOne() throws Exception {
    show(1);
    Controller controller =
        controller(
            () -> {
              if (runs.get() == 1) {
                blocked.await();
                throw new IllegalStateException("too late");
              }
            });
    controller.start();
    Await.until("the first run", SOON, () -> runs.get() == 1);
    controller.stop();
    controller.start();
    blocked.countDown();

    Await.until("the second run", SOON, () -> runs.get() == 2);
    Await.until("all is done", SOON, () -> controller.unacknowledged() == 0);
    assertThat(controller.parked()).isZero();
    assertThat(runs).hasValue(2);
  }

  @Test
  void neitherAStoppedTermNorADeposedLeaderWrites() throws Exception {
    show(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Controller controller =
        controller(
            () -> {
              blocked.await();
              try {
                api.delete(Resources.PODS, KEY, DeleteOptions.ofUid("u"), Cause.NONE);
              } catch (ApiException e) {
                thrown.set(e);
              }
            });
    controller.start();
    Await.until("the first run", SOON, () -> runs.get() == 1);
    controller.stop();
    blocked.countDown();
    assertThat(controller.awaitEnd(SOON)).isTrue();
    assertThat(thrown.get()).hasMessage("this process does not lead");

    leading.set(false);
    assertThatThrownBy(() -> api.create(Resources.PODS, pod(1), Cause.NONE))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void aPostIsAwaitedBeforeTheNextTurn() throws Exception {
    server.create(Resources.PODS, pod(0), Cause.NONE);
    show(1);
    Controller controller =
        controller(
            () -> {
              if (runs.get() == 1) {
                api.post(Resources.PODS, KEY, "binding", Json.object(), Cause.NONE);
              }
            });
    controller.start();
    Await.until("the first run", SOON, () -> runs.get() == 1);

    controller.enqueue(KEY, Cause.NONE);
    Await.until("the key is taken", SOON, () -> controller.queueDepth() == 0);
    assertThat(cache.await(() -> runs.get() > 1, Duration.ofMillis(300))).isFalse();

    show(2);
    Await.until("the second run", SOON, () -> runs.get() >= 2);
  }

  @Test
  void anErrorIsAFailedAttemptToo() throws Exception {
    show(1);
    Controller controller =
        controller(
            () -> {
              if (runs.get() < 3) {
                throw new AssertionError("not yet");
              }
            });
    controller.start();
    Await.until("the third attempt", SOON, () -> runs.get() == 3);
    assertThat(controller.retries()).isEqualTo(2);
  }

  @Test
  void theQueueIsMeasuredUnderTheUsualNames() throws Exception {
    show(1);
    Controller controller = controller(blocked::await);
    controller.start();
    Await.until("the first run", SOON, () -> runs.get() == 1);
    assertThat(metrics.get("workqueue_adds_total").tag("name", "test").counter().count())
        .isEqualTo(1);
    assertThat(metrics.get("workqueue_depth").gauge().value()).isZero();
    assertThat(metrics.get("workqueue_unfinished_work_seconds").gauge().value()).isPositive();
    assertThat(metrics.get("workqueue_queue_duration_seconds").timer().count()).isEqualTo(1);

    blocked.countDown();
    Await.until(
        "the end is measured",
        SOON,
        () -> metrics.get("workqueue_work_duration_seconds").timer().count() == 1);
    assertThat(metrics.get("workqueue_unfinished_work_seconds").gauge().value()).isZero();
  }

  private interface Work {
    void run() throws Exception;
  }

  private Controller controller(Work work) {
    Reconciler reconciler =
        (_, _) -> {
          mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
          runs.incrementAndGet();
          try {
            work.run();
          } finally {
            atOnce.decrementAndGet();
          }
          return Reconciler.Outcome.DONE;
        };
    Watch watch =
        new Watch(Resources.PODS, Watch.Needs.WHOLE_OBJECTS, change -> List.of(change.key()));
    Controller controller =
        new Controller(
            new ControllerSpec("test", List.of(watch), Optional.empty(), 4, reconciler),
            cache,
            leading::get,
            metrics);
    cache.onChange(Resources.PODS, controller::changed);
    started = Optional.of(controller);
    return controller;
  }

  /** Feeds the cache as the topic would. */
  private void show(long revision) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(topic, 0, offset++, "default/web", Json.bytes(pod(revision).json()));
    record
        .headers()
        .add(EventHeaders.REVISION, Long.toString(revision).getBytes(StandardCharsets.UTF_8));
    cache.record(record);
  }

  private static ApiObject pod(long revision) {
    ApiObject pod = ApiObject.create(Resources.PODS, KEY);
    pod.json()
        .withObject("/metadata")
        .put("uid", "u")
        .put("resourceVersion", Long.toString(revision));
    return pod;
  }
}
