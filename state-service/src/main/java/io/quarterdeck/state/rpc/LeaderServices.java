package io.quarterdeck.state.rpc;

import io.grpc.BindableService;
import io.grpc.HandlerRegistry;
import io.grpc.ServerMethodDefinition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a leader answers, and the refusal of the rest. */
final class LeaderServices extends HandlerRegistry {
  private final Map<String, ServerMethodDefinition<?, ?>> methods = new HashMap<>();
  private final HandlerRegistry rest = new Refused();

  LeaderServices(BindableService... services) {
    for (BindableService service : services) {
      for (ServerMethodDefinition<?, ?> method : service.bindService().getMethods()) {
        methods.put(method.getMethodDescriptor().getFullMethodName(), method);
      }
    }
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String name, @Nullable String authority) {
    ServerMethodDefinition<?, ?> own = methods.get(name);
    return own == null ? rest.lookupMethod(name, authority) : own;
  }
}
