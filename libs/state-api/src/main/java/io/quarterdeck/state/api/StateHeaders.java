package io.quarterdeck.state.api;

import io.grpc.Metadata;

/** gRPC request metadata by which the gateway says on whose behalf it writes. */
public final class StateHeaders {
  /** The name of the user who makes the change. */
  public static final Metadata.Key<String> ACTOR = key("quarterdeck-actor");

  /** The decimal revision of the event that made a role write. */
  public static final Metadata.Key<String> CAUSE = key("quarterdeck-cause");

  /** W3C trace context. */
  public static final Metadata.Key<String> TRACE_PARENT = key("traceparent");

  private StateHeaders() {}

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
