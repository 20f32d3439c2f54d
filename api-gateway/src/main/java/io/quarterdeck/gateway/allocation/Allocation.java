package io.quarterdeck.gateway.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.api.StoredObject;

/**
 * Something that there is only once in the cluster, held by one Service at most: a key of the store
 * in the same transaction as its Service. An address is an object of the API, a port is not. Pure.
 */
sealed interface Allocation {
  /** What the keys of all allocations begin with that are no objects. */
  String PREFIX = StateKey.ROOT + StateKey.RANGES_GROUP + "/";

  String key();

  /** Notes who has it from now on. */
  Change.Create takenBy(ApiObject service, Birth birth);

  static Allocation address(String address) {
    return new Address(address);
  }

  /** UDP and TCP do not get in each other's way. */
  static Allocation nodePort(String protocol, int number) {
    return new Port(protocol + "-" + number);
  }

  /** Load balancers ask over HTTP, so no other port of TCP may have the number. */
  static Allocation healthCheck(int number) {
    return nodePort("TCP", number);
  }

  /** A cluster IP: its IPAddress, which an administrator may have made as well. */
  record Address(String text) implements Allocation {
    @Override
    public String key() {
      return StateKey.of(Resources.IP_ADDRESSES, ObjectKey.cluster(text)).toString();
    }

    @Override
    public Change.Create takenBy(ApiObject service, Birth birth) {
      return new Change.Create(key(), value(service, birth));
    }

    ByteString value(ApiObject service, Birth birth) {
      ApiObject object = ServiceAddress.of(text, service.key(), birth);
      return ByteString.copyFrom(StoredObject.canonical(object.json()));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A port of every node, for one protocol. */
  record Port(String text) implements Allocation {
    static final String RANGE = "nodeports";

    @Override
    public String key() {
      return new StateKey(StateKey.RANGES_GROUP, RANGE, "", text).toString();
    }

    @Override
    public Change.Create takenBy(ApiObject service, Birth birth) {
      ObjectNode value = Json.object();
      value.putObject("metadata");
      value.put("owner", service.namespace() + "/" + service.name());
      return new Change.Create(key(), ByteString.copyFrom(Json.bytes(value)));
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
