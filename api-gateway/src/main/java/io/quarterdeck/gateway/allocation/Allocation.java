package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.state.api.StateKey;
import java.util.Optional;

/**
 * Something that there is only once in the cluster, held by one Service at most: a key of the store
 * in the same transaction as its Service. Pure.
 */
record Allocation(String range, String name) {
  /** What the keys of all allocations begin with. */
  static final String PREFIX = StateKey.ROOT + StateKey.RANGES_GROUP + "/";

  private static final String ADDRESSES = "serviceips";
  private static final String NODE_PORTS = "nodeports";

  static Allocation address(String address) {
    return new Allocation(ADDRESSES, address);
  }

  /** UDP and TCP do not get in each other's way. */
  static Allocation nodePort(String protocol, int number) {
    return new Allocation(NODE_PORTS, protocol + "-" + number);
  }

  /** Load balancers ask over HTTP, so no other port of TCP may have the number. */
  static Allocation healthCheck(int number) {
    return nodePort("TCP", number);
  }

  /** Empty for keys that are none, or that something else is allocated by. */
  static Optional<Allocation> parse(String key) {
    return StateKey.parse(key)
        .filter(it -> it.group().equals(StateKey.RANGES_GROUP))
        .map(it -> new Allocation(it.plural(), it.name()))
        .filter(it -> it.range().equals(ADDRESSES) || it.range().equals(NODE_PORTS));
  }

  Change.Create takenBy(ApiObject service) {
    ObjectNode value = Json.object();
    value.putObject("metadata");
    value.put("owner", service.namespace() + "/" + service.name());
    return new Change.Create(key(), ByteString.copyFrom(Json.bytes(value)));
  }

  String key() {
    return new StateKey(StateKey.RANGES_GROUP, range, "", name).toString();
  }
}
