package io.quarterdeck.state.rpc;

import io.grpc.HandlerRegistry;
import io.grpc.ServerMethodDefinition;
import org.jspecify.annotations.Nullable;

/** Who answers each call: it may change while the endpoint is open. Thread-safe. */
final class Services extends HandlerRegistry {
  private volatile HandlerRegistry current;

  Services(HandlerRegistry first) {
    this.current = first;
  }

  void set(HandlerRegistry next) {
    current = next;
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String name, @Nullable String authority) {
    return current.lookupMethod(name, authority);
  }
}
