package io.quarterdeck.state.service;

import io.quarterdeck.state.fault.Failpoints;
import io.quarterdeck.state.postgres.Database;
import io.quarterdeck.state.postgres.Roll;
import io.quarterdeck.state.replica.Member;
import io.quarterdeck.state.replica.Sighting;
import io.quarterdeck.state.rpc.Access;
import io.quarterdeck.state.rpc.GrpcFrontDoor;
import io.quarterdeck.state.rpc.MemberStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What every process is before it leads, and stays: one of the replicas on the database, with a
 * sign of life, an open endpoint, and an eye on the leader.
 */
final class Replica {
  private final Member self;
  private final Heart heart;
  private final Standby standby;
  private final GrpcFrontDoor door;

  private Replica(StateConfig config, Database database, Failpoints failpoints, Runnable fenced)
      throws IOException {
    StateConfig.State state = config.state();
    this.self =
        Member.at(state.advertiseAddress().orElse(state.listenAddress() + ":" + state.port()));
    Roll roll = database.roll(self);
    this.heart = new Heart(roll, self, fenced);
    this.standby = new Standby(database, roll, self, state.leaderSilenceMax(), failpoints::reach);
    this.door =
        GrpcFrontDoor.open(
            new InetSocketAddress(state.listenAddress(), state.port()),
            new GrpcFrontDoor.Tls(
                config.tls().ca(), config.tls().certificate(), config.tls().key()),
            new Access(state.writers(), state.operators(), state.replicas()),
            roll::members,
            self,
            this::status,
            state.requestSizeMax());
  }

  static Replica start(
      StateConfig config, Database database, Failpoints failpoints, Runnable fenced)
      throws IOException {
    Replica replica = new Replica(config, database, failpoints, fenced);
    replica.heart.start();
    return replica;
  }

  /** Waits, and forwards meanwhile, until this process leads. */
  Database.Lead lead() throws InterruptedException {
    Database.Lead lead = standby.lead(door::forward);
    heart.leads();
    return lead;
  }

  /** What etcd's protocol calls it by. */
  long id() {
    return self.id();
  }

  /** Answers clients itself from now on. */
  void serve(Database.Lead lead, Leading leading) {
    door.lead(
        leading.store(),
        leading.hub(),
        leading.leases(),
        leading.alarms(),
        new GrpcFrontDoor.ClusterId(lead.incarnation(), lead.clusterId()));
  }

  /** Whether it keeps up with a leader that lives. */
  boolean follows() {
    return standby.follows();
  }

  /** Ends what clients wait for; nothing is given up yet. */
  void closeDoor() {
    door.close();
  }

  /** Lets another one lead. */
  void leave() {
    heart.close();
  }

  private MemberStatus status() {
    Optional<Sighting> seen = standby.seen();
    return new MemberStatus(
        standby.clusterId(),
        self.id(),
        seen.map(it -> Member.id(it.holder())).orElse(0L),
        standby.revision(),
        seen.map(Sighting::epoch).orElse(0L));
  }
}
