package io.quarterdeck.state.it;

import static io.quarterdeck.state.it.Calls.all;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.KVGrpc;
import io.quarterdeck.state.api.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Nodes, pods, secrets and other objects that come, change and go, from a seed. */
final class Cluster {
  private static final int NAMES = 12;
  private static final int NODES = 3;

  private final Random random;
  private int written;

  Cluster(long seed) {
    this.random = new Random(seed);
  }

  /** Sends so many writes, or as many as the process lives for; false when it has ended. */
  boolean change(StateProcess state, int writes) {
    ManagedChannel channel = state.gateway();
    try {
      KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel);
      for (int i = 0; i < writes; i++) {
        change(kv);
      }
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }

  private void change(KVGrpc.KVBlockingStub kv) {
    String name = "n" + random.nextInt(NAMES);
    switch (random.nextInt(6)) {
      case 0 -> put(kv, "core/nodes/-/node-" + random.nextInt(NODES), "{}");
      case 1 -> put(kv, "core/secrets/default/" + name, "\"c2VjcmV0\"");
      case 2 -> put(kv, "apps/deployments/default/" + name, "{}");
      case 3 ->
          put(
              kv,
              "core/pods/default/" + name,
              "{\"nodeName\":\"node-%d\"}".formatted(random.nextInt(NODES)));
      case 4 -> kv.deleteRange(Calls.delete("/registry/core/pods/default/" + name).build());
      default -> kv.deleteRange(Calls.delete("/registry/apps/deployments/default/" + name).build());
    }
  }

  private void put(KVGrpc.KVBlockingStub kv, String key, String spec) {
    String json =
        "{\"metadata\":{\"name\":\"%s\",\"uid\":\"%s\"},\"spec\":%s,\"data\":{\"n\":\"%d\"}}"
            .formatted(key.substring(key.lastIndexOf('/') + 1), key.hashCode(), spec, written++);
    kv.put(Calls.put("/registry/" + key, json).build());
  }

  /** What the store answers, as the bus may carry it. */
  static Map<String, String> stored(StateProcess state) {
    ManagedChannel channel = state.channel("quarterdeck:operator");
    try {
      Map<String, String> stored = new TreeMap<>();
      for (KeyValue kv :
          KVGrpc.newBlockingStub(channel).range(all("/registry/").build()).getKvsList()) {
        stored.put(kv.getKey().toStringUtf8(), published(kv));
      }
      return stored;
    } finally {
      channel.shutdownNow();
    }
  }

  private static String published(KeyValue kv) {
    String key = kv.getKey().toStringUtf8();
    String value =
        new String(
            StoredObject.withResourceVersion(kv.getValue().toByteArray(), kv.getModRevision()),
            StandardCharsets.UTF_8);
    // Of a Secret the metadata alone.
    return key.contains("/secrets/") ? value.substring(0, value.indexOf('}') + 1) + "}" : value;
  }
}
