package io.quarterdeck.bench.faults;

import io.quarterdeck.stores.Processes;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TcpProxy;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Breaks one thing after the other, makes it good, and waits until clients are answered again. */
final class Nemesis {
  private static final int SIGKILL = 9;
  private static final int STRIKES_MAX = 20;
  private static final long ANSWERS_BETWEEN = 500;
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(60);

  /** Steps as the state-service names them; these a process comes to once. */
  private static final List<String> TAKING_OVER =
      List.of("before-epoch", "after-epoch", "after-load");

  private static final List<String> LEADING =
      List.of(
          "after-receive",
          "after-decision",
          "after-commit-sent",
          "after-commit",
          "after-confirm",
          "after-commit-before-publish",
          "after-send-before-kafka-commit",
          "after-kafka-commit");

  private final TestStores stores;
  private final Replicas replicas;
  private final Random random;
  private final LongSupplier answers;
  private final Consumer<String> log;
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

  /**
   * A nemesis that has done nothing yet.
   *
   * @param answers how many calls were answered so far
   */
  Nemesis(
      TestStores stores,
      Replicas replicas,
      Random random,
      LongSupplier answers,
      Consumer<String> log) {
    this.stores = stores;
    this.replicas = replicas;
    this.random = random;
    this.answers = answers;
    this.log = log;
  }

  Map<Fault, Integer> done() {
    return done;
  }

  void strike(Fault fault) throws InterruptedException {
    log.accept(fault.text());
    switch (fault) {
      case KILL_LEADER -> replicas.awaitLeader().role().kill();
      case KILL_POSTGRES -> kill(stores.postgres().pid().orElseThrow());
      case KILL_KAFKA -> kill(stores.kafka().pid().orElseThrow());
      case CUT_DATABASE -> interrupt(replica -> replica.database().cut(), Replica::database);
      case STALL_DATABASE -> interrupt(replica -> replica.database().stall(), Replica::database);
      case CUT_CLIENTS -> interrupt(replica -> replica.clients().cut(), Replica::clients);
      case FREEZE_LEADER -> freeze(replicas.awaitLeader());
      case DEPOSE_LEADER -> depose(replicas.awaitLeader());
      case FAILPOINT_HALT -> failpoint("halt");
      case FAILPOINT_PAUSE -> failpoint("pause");
    }
    done.merge(fault, 1, Integer::sum);
    awaitAnswers(fault);
  }

  private void awaitAnswers(Fault fault) {
    long before = answers.getAsLong();
    Await.until(
        "clients are answered after " + fault.text(),
        RECOVERY_MAX,
        () -> answers.getAsLong() >= before + ANSWERS_BETWEEN);
  }

  private void kill(long pid) throws InterruptedException {
    Processes.kill(pid, SIGKILL);
    pause(500);
    stores.restart();
  }

  private void interrupt(Consumer<Replica> begin, Function<Replica, TcpProxy> proxy)
      throws InterruptedException {
    replicas.all().forEach(begin);
    pause(1_500);
    replicas.all().forEach(replica -> proxy.apply(replica).flow());
  }

  private void freeze(Replica leader) throws InterruptedException {
    replicas.freeze(leader);
    pause(2_000);
    replicas.thaw(leader);
  }

  /** PostgreSQL loses the connection of the frozen one, and with it the lock that it held. */
  private void depose(Replica leader) throws InterruptedException {
    replicas.freeze(leader);
    leader.database().cut();
    replicas.awaitLeaderOtherThan(leader);
    awaitAnswers(Fault.DEPOSE_LEADER);
    leader.database().flow();
    replicas.thaw(leader);
  }

  /** The standby is started anew with a failpoint, and has to take over. */
  private void failpoint(String action) throws InterruptedException {
    Replica leader = replicas.awaitLeader();
    String setting = visit() + ":" + action;
    log.accept("  " + setting);
    replicas.arm(setting);
    replicas.all().stream()
        .filter(it -> it != leader && it.role().isAlive())
        .forEach(it -> it.role().kill());
    pause(3_000);
    leader.role().kill();
  }

  private String visit() {
    int step = random.nextInt(TAKING_OVER.size() + LEADING.size());
    return step < TAKING_OVER.size()
        ? TAKING_OVER.get(step) + ":1"
        : LEADING.get(step - TAKING_OVER.size()) + ":" + (1 + random.nextInt(STRIKES_MAX));
  }

  private void pause(int msMax) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(msMax / 2 + random.nextInt(msMax / 2 + 1));
  }
}
