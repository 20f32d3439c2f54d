package io.quarterdeck.gateway.store;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.StatusResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A connection to one of several replicas. A replica that does not say how it is within a moment is
 * left for the next, and what waits for it fails: a process that is paused breaks no connection.
 * Thread-safe.
 */
final class FailoverChannel extends Channel {
  private static final Logger LOG = Logger.getLogger(FailoverChannel.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

  private final List<String> endpoints;
  private final Function<String, ManagedChannel> connect;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("state-watch").factory());
  private volatile ManagedChannel current;
  private int at;

  FailoverChannel(List<String> endpoints, Function<String, ManagedChannel> connect) {
    this.endpoints = endpoints;
    this.connect = connect;
    this.current = connect.apply(endpoints.getFirst());
    if (endpoints.size() > 1) {
      long ms = INTERVAL.toMillis();
      var unused = thread.scheduleWithFixedDelay(this::look, ms, ms, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
    return current.newCall(method, options);
  }

  @Override
  public String authority() {
    return current.authority();
  }

  void hurry() {
    current.resetConnectBackoff();
  }

  synchronized void close() {
    thread.shutdownNow();
    current.shutdownNow();
  }

  private void look() {
    try {
      StatusResponse unused =
          ClientCalls.blockingUnaryCall(
              current,
              MaintenanceGrpc.getStatusMethod(),
              CallOptions.DEFAULT.withDeadlineAfter(ANSWER_MAX),
              StatusRequest.getDefaultInstance());
    } catch (RuntimeException e) {
      moveOn(e);
    }
  }

  private synchronized void moveOn(RuntimeException why) {
    if (thread.isShutdown()) {
      return;
    }
    ManagedChannel left = current;
    String from = endpoints.get(at);
    at = (at + 1) % endpoints.size();
    current = connect.apply(endpoints.get(at));
    LOG.infof("state-service %s is left for %s: %s", from, endpoints.get(at), why.getMessage());
    left.shutdownNow();
  }
}
