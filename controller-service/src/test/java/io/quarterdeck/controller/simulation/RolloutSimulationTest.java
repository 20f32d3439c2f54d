package io.quarterdeck.controller.simulation;

import static io.quarterdeck.controller.testing.Objects.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.controller.pod.Pods;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Roll-outs with lost answers, refused connections, late and repeated events and restarts: whatever
 * happens, the limits hold at every step and the end is the one that was asked for.
 */
class RolloutSimulationTest {
  private static final ObjectKey WEB = new ObjectKey("default", "web");
  private static final int STEPS_MAX = 30_000;

  /** A few fixed seeds, and one that is new each time. */
  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 30), LongStream.of(System.nanoTime()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rollouts(long seed) {
    Random random = new Random(seed);
    int replicas = 1 + random.nextInt(6);
    int surge = random.nextInt(3);
    int unavailable = surge == 0 ? 1 : random.nextInt(Math.min(3, replicas + 1));
    SimWorld world = world(random, replicas, surge, unavailable);
    settle(world, seed, () -> {});
    for (int round = 2; round <= 4; round++) {
      String image = "v" + round;
      world.api.write(
          Resources.DEPLOYMENTS,
          WEB,
          json -> json.withObject("/spec").set("template", SimWorld.template(image)));
      settle(world, seed, () -> limits(world, seed, replicas, surge, unavailable));
      converged(world, seed, replicas, image);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverUsersDoItConverges(long seed) {
    Random random = new Random(seed);
    SimWorld world = world(random, 3, 1, 1);
    String image = "v1";
    int replicas = 3;
    for (int round = 0; round < 8; round++) {
      for (int i = random.nextInt(200); i > 0; i--) {
        world.api.faults = 0.02;
        world.step(true);
      }
      switch (random.nextInt(3)) {
        case 0 -> {
          int wanted = random.nextInt(8);
          replicas = wanted;
          world.api.write(
              Resources.DEPLOYMENTS, WEB, json -> json.withObject("/spec").put("replicas", wanted));
        }
        case 1 -> {
          String next = "v" + random.nextInt(3);
          image = next;
          world.api.write(
              Resources.DEPLOYMENTS,
              WEB,
              json -> json.withObject("/spec").set("template", SimWorld.template(next)));
        }
        default -> {
          List<ApiObject> pods = world.api.list(Resources.PODS, "", "");
          if (!pods.isEmpty()) {
            world.api.faults = 0;
            ApiObject pod = pods.get(random.nextInt(pods.size()));
            world.api.delete(Resources.PODS, pod.key(), DeleteOptions.ofUid(pod.uid()), Cause.NONE);
          }
        }
      }
    }
    settle(world, seed, () -> {});
    converged(world, seed, replicas, image);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatBelongsToADeletedDeploymentGoes(long seed) {
    SimWorld world = world(new Random(seed), 3, 1, 0);
    settle(world, seed, () -> {});
    delete(world, "Background");

    settle(world, seed, () -> {});

    assertThat(world.api.list(Resources.REPLICA_SETS, "", "")).as("seed %d", seed).isEmpty();
    assertThat(world.api.list(Resources.PODS, "", "")).as("seed %d", seed).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void inTheForegroundOwnersOutliveWhatBelongsToThem(long seed) {
    SimWorld world = world(new Random(seed), 3, 1, 0);
    settle(world, seed, () -> {});
    delete(world, "Foreground");

    settle(
        world,
        seed,
        () -> {
          boolean pods = !world.api.list(Resources.PODS, "", "").isEmpty();
          boolean sets = !world.api.list(Resources.REPLICA_SETS, "", "").isEmpty();
          boolean deployment = world.api.get(Resources.DEPLOYMENTS, WEB).isPresent();
          assertThat(sets || !pods).as("seed %d: the set outlives its Pods", seed).isTrue();
          assertThat(deployment || !sets).as("seed %d: outlives its sets", seed).isTrue();
        });

    assertThat(world.api.get(Resources.DEPLOYMENTS, WEB)).as("seed %d", seed).isEmpty();
    assertThat(world.api.list(Resources.PODS, "", "")).as("seed %d", seed).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void orphansStay(long seed) {
    SimWorld world = world(new Random(seed), 3, 1, 0);
    settle(world, seed, () -> {});
    delete(world, "Orphan");

    settle(world, seed, () -> {});

    assertThat(world.api.get(Resources.DEPLOYMENTS, WEB)).as("seed %d", seed).isEmpty();
    assertThat(world.api.list(Resources.REPLICA_SETS, "", ""))
        .as("seed %d", seed)
        .hasSize(1)
        .allMatch(each -> each.ownerReferences().isEmpty());
    assertThat(world.api.list(Resources.PODS, "", "")).as("seed %d", seed).hasSize(3);
  }

  private static void delete(SimWorld world, String propagation) {
    world.api.delete(
        Resources.DEPLOYMENTS, WEB, new DeleteOptions(null, null, null, propagation), Cause.NONE);
  }

  private static SimWorld world(Random random, int replicas, int surge, int unavailable) {
    SimWorld world = new SimWorld(random);
    ApiObject deployment =
        object(
            """
            {'apiVersion':'apps/v1','kind':'Deployment',
             'metadata':{'name':'web','namespace':'default'},
             'spec':{'replicas':%d,'selector':{'matchLabels':{'app':'web'}},
              'progressDeadlineSeconds':600,'revisionHistoryLimit':1,
              'strategy':{'type':'RollingUpdate',
               'rollingUpdate':{'maxSurge':%d,'maxUnavailable':%d}}}}
            """
                .formatted(replicas, surge, unavailable));
    deployment.json().withObject("/spec").set("template", SimWorld.template("v1"));
    world.api.create(Resources.DEPLOYMENTS, deployment, Cause.NONE);
    world.api.create(
        Resources.SERVICES,
        object(
            """
            {'apiVersion':'v1','kind':'Service','metadata':{'name':'web','namespace':'default'},
             'spec':{'clusterIP':'10.96.0.1','selector':{'app':'web'},'ports':[{'port':80}]}}
            """),
        Cause.NONE);
    return world;
  }

  private static void settle(SimWorld world, long seed, Runnable check) {
    world.api.faults = 0.02;
    for (int i = 0; i < STEPS_MAX; i++) {
      // Towards the end the network recovers, as it must for anything to end.
      world.api.faults = i < STEPS_MAX / 2 ? 0.02 : 0;
      if (!world.step(i < STEPS_MAX / 2) && quiet(world)) {
        world.api.faults = 0;
        return;
      }
      check.run();
    }
    throw new AssertionError("seed " + seed + ": no end after " + STEPS_MAX + " steps");
  }

  /** Back-offs are under a second: what is not due by then waits for its deadline only. */
  private static boolean quiet(SimWorld world) {
    for (int i = 0; i < 20; i++) {
      if (world.step(false)) {
        return false;
      }
    }
    return true;
  }

  private static void limits(SimWorld world, long seed, int replicas, int surge, int unavailable) {
    List<ApiObject> active =
        world.api.list(Resources.PODS, "", "").stream().filter(Pods::isActive).toList();
    int asked =
        world.api.list(Resources.REPLICA_SETS, "", "").stream()
            .mapToInt(each -> each.integer(0, "spec", "replicas"))
            .sum();
    assertThat(asked).as("seed %d: asked for", seed).isLessThanOrEqualTo(replicas + surge);
    assertThat(active.size()).as("seed %d: Pods", seed).isLessThanOrEqualTo(replicas + surge);
    assertThat(active.stream().filter(Pods::isReady).count())
        .as("seed %d: available", seed)
        .isGreaterThanOrEqualTo(replicas - Math.min(replicas, unavailable));
  }

  private static void converged(SimWorld world, long seed, int replicas, String image) {
    List<ApiObject> pods = world.api.list(Resources.PODS, "", "");
    assertThat(pods).as("seed %d: Pods", seed).hasSize(replicas).allMatch(Pods::isReady);
    assertThat(pods)
        .as("seed %d: images", seed)
        .allMatch(pod -> pod.at("spec", "containers").path(0).path("image").asText().equals(image));
    assertThat(world.api.list(Resources.REPLICA_SETS, "", "").size())
        .as("seed %d: history", seed)
        .isLessThanOrEqualTo(2);
    JsonNode status = world.api.get(Resources.DEPLOYMENTS, WEB).orElseThrow().at("status");
    assertThat(status.path("updatedReplicas").asInt()).as("seed %d", seed).isEqualTo(replicas);
    assertThat(status.path("availableReplicas").asInt()).as("seed %d", seed).isEqualTo(replicas);
    assertThat(status.path("conditions").toString())
        .as("seed %d", seed)
        .contains("NewReplicaSetAvailable");
    List<String> addresses =
        world.api.list(Resources.ENDPOINT_SLICES, "", "").stream()
            .flatMap(slice -> slice.at("endpoints").valueStream())
            .map(endpoint -> endpoint.path("addresses").path(0).asText())
            .toList();
    assertThat(addresses)
        .as("seed %d: endpoints", seed)
        .containsExactlyInAnyOrderElementsOf(
            pods.stream().map(pod -> pod.text("status", "podIP")).toList());
  }
}
