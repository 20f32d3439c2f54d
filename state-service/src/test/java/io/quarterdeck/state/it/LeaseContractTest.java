package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.all;
import static io.quarterdeck.state.it.Calls.put;

import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseLeasesRequest;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveRequest;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveResponse;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases, alike with a real etcd and with this service. */
@ExtendWith(TestStores.class)
class LeaseContractTest {
  private static final long LONG_S = 100_000;

  private static TwoServers servers;

  @BeforeAll
  static void start(TestStores stores) throws IOException {
    servers = TwoServers.start(stores);
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void grantsBindsAndRevokes() {
    servers.compare(
        it -> {
          it.lease("grant", leases -> leases.leaseGrant(grant(11, LONG_S)));
          it.lease("again", leases -> leases.leaseGrant(grant(11, LONG_S)));
          it.lease("too long", leases -> leases.leaseGrant(grant(12, 9_000_000_001L)));
          it.lease("too short", leases -> leases.leaseGrant(grant(13, 1)));
          it.lease("negative", leases -> leases.leaseGrant(grant(14, -5)));
          it.lease("end it", leases -> leases.leaseRevoke(revoke(13)));
          it.lease("end it", leases -> leases.leaseRevoke(revoke(14)));
          it.lease("other", leases -> leases.leaseGrant(grant(15, LONG_S)));
          it.call("b", kv -> kv.put(put("/l/b", "1").setLease(11).build()));
          it.call("a", kv -> kv.put(put("/l/a", "1").setLease(11).build()));
          it.call("moved", kv -> kv.put(put("/l/m", "1").setLease(11).build()));
          it.call("moved", kv -> kv.put(put("/l/m", "2").setLease(15).build()));
          it.call("freed", kv -> kv.put(put("/l/f", "1").setLease(11).build()));
          it.call("freed", kv -> kv.put(put("/l/f", "2").build()));
          it.call("kept", kv -> kv.put(put("/l/m", "3").setIgnoreLease(true).build()));
          it.lease("keys of one", leases -> timeless(leases.leaseTimeToLive(timeToLive(15))));
          it.lease("unknown", leases -> leases.leaseTimeToLive(timeToLive(99)));
          it.keepAlive(11);
          it.keepAlive(99);
          it.lease("revoke", leases -> leases.leaseRevoke(revoke(11)));
          it.lease("revoke again", leases -> leases.leaseRevoke(revoke(11)));
          it.lease("revoke nothing", leases -> leases.leaseRevoke(revoke(0)));
          it.call("left", kv -> kv.range(all("/l/").build()));
          it.lease("list", leases -> leases.leaseLeases(LeaseLeasesRequest.getDefaultInstance()));
          it.lease("revoke other", leases -> leases.leaseRevoke(revoke(15)));
          it.call("empty", kv -> kv.range(all("/l/").build()));
        });
  }

  @Test
  void expiryIsOneTransaction() {
    servers.compare(
        it -> {
          try (Watching on = new Watching(it)) {
            on.create("live", Watching.all("/e/").setPrevKv(true));
            it.lease("short", leases -> leases.leaseGrant(grant(21, 2)));
            it.call("b", kv -> kv.put(put("/e/b", "1").setLease(21).build()));
            it.call("a", kv -> kv.put(put("/e/a", "1").setLease(21).build()));
            on.events("put and expired", 0, 4);
          }
          it.lease("gone", leases -> leases.leaseTimeToLive(timeToLive(21)));
        });
  }

  private static LeaseTimeToLiveResponse timeless(LeaseTimeToLiveResponse response) {
    // A second may pass between granting and asking, with the one server or with the other.
    return response.toBuilder().clearTTL().build();
  }

  private static LeaseGrantRequest grant(long id, long seconds) {
    return LeaseGrantRequest.newBuilder().setID(id).setTTL(seconds).build();
  }

  private static LeaseRevokeRequest revoke(long id) {
    return LeaseRevokeRequest.newBuilder().setID(id).build();
  }

  private static LeaseTimeToLiveRequest timeToLive(long id) {
    return LeaseTimeToLiveRequest.newBuilder().setID(id).setKeys(true).build();
  }
}
