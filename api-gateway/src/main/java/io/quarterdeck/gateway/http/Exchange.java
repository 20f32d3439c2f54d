package io.quarterdeck.gateway.http;

import io.quarkus.logging.Log;
import io.quarterdeck.gateway.authn.Authenticator;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.authz.Authorizer;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.flow.PriorityAndFairness;
import io.quarterdeck.gateway.flow.Ticket;
import io.quarterdeck.gateway.metrics.RequestMetrics;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestEnd;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.gateway.request.RequestInfos;
import io.quarterdeck.gateway.request.RequestTimeout;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Takes a request through the stages that come before its resource matters: what it is about, who
 * makes it, whether they may; then hands it to the router and writes what comes back.
 */
@Singleton
public class Exchange {
  private static final int CAUSE_DIGITS_MAX = 18;
  private static final String IMPERSONATE = "Impersonate-";

  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final Router router;
  private final PriorityAndFairness fairness;
  private final RequestMetrics metrics;
  private final Duration timeoutMax;

  Exchange(
      Authenticator authenticator,
      Authorizer authorizer,
      Router router,
      PriorityAndFairness fairness,
      RequestMetrics metrics,
      GatewayConfig config) {
    this.authenticator = authenticator;
    this.authorizer = authorizer;
    this.router = router;
    this.fairness = fairness;
    this.metrics = metrics;
    this.timeoutMax = config.requestTimeout();
  }

  void handle(HttpServerRequest request) {
    Responder responder = new Responder(request);
    RequestEnd over = RequestEnd.of(request);
    RequestInfo info;
    Query query;
    User user;
    Duration timeout;
    try {
      query = Query.parse(request.query() == null ? "" : request.query());
      info = RequestInfos.parse(request.method().name(), request.path(), query);
      metrics.observe(request, info, query, over);
      timeout = RequestTimeout.of(info, query, timeoutMax);
      user = authenticated(request);
      refuseImpersonation(request);
      if (!authorizer.allows(user, info)) {
        throw Failures.forbidden(
            info.group(), info.resource(), info.name(), Authorizer.reason(user, info));
      }
    } catch (RuntimeException failure) {
      request.resume();
      responder.write(
          failed(request.method().name(), request.path(), header(request, "Accept"), failure));
      return;
    }
    request.pause(); // Its body is read when it is its turn.
    RequestDeadline deadline = RequestDeadline.begin(request, responder, timeout);
    over.then(deadline::lift);
    fairness
        .admit(user, info, over)
        .flatMap(
            ticket ->
                body(request, info)
                    .map(body -> call(request, info, query, user, body))
                    .flatMap(call -> answered(call, request, responder, deadline, ticket)))
        .subscribe()
        .with(
            written -> {},
            failure ->
                responder.write(Replies.failure(Failures.of(failure), header(request, "Accept"))));
  }

  private Uni<Reply> answered(
      Call call,
      HttpServerRequest request,
      Responder responder,
      RequestDeadline deadline,
      Ticket ticket) {
    request
        .response()
        .putHeader("X-Kubernetes-PF-FlowSchema-UID", ticket.schemaUid())
        .putHeader("X-Kubernetes-PF-PriorityLevel-UID", ticket.levelUid());
    return routed(call)
        .onFailure()
        .recoverWithItem(
            failure -> failed(call.method(), call.info().path(), call.headers().accept(), failure))
        .invoke(
            reply -> {
              if (reply instanceof Reply.Stream || reply instanceof Reply.Handover) {
                ticket.giveBack(); // What takes its time from here on costs little.
                deadline.lift();
              }
              responder.write(reply, call.warnings());
            });
  }

  private static Uni<byte[]> body(HttpServerRequest request, RequestInfo info) {
    if (isReadLater(request, info)) {
      return Uni.createFrom().item(new byte[0]);
    }
    return BodyReader.read(request);
  }

  private static Call call(
      HttpServerRequest request, RequestInfo info, Query query, User user, byte[] body) {
    return new Call(request.method().name(), info, query, user, headers(request, user), body);
  }

  /** What becomes a WebSocket must not have been read before, and what is passed on need not. */
  private static boolean isReadLater(HttpServerRequest request, RequestInfo info) {
    return info.subresource().equals(RequestInfo.PROXY)
        || (info.verb().equals("watch")
            && header(request, "Upgrade").equalsIgnoreCase("websocket"));
  }

  private Uni<Reply> routed(Call call) {
    try {
      return router.route(call);
    } catch (RuntimeException e) {
      return Uni.createFrom().failure(e);
    }
  }

  private static Reply failed(String method, String path, String accept, Throwable failure) {
    Failure known = Failures.of(failure);
    if (known.code() == 500) {
      Log.errorf(failure, "%s %s failed", method, path);
    }
    return Replies.failure(known, accept);
  }

  private User authenticated(HttpServerRequest request) {
    Authenticator.Outcome outcome =
        authenticator.authenticate(
            certificate(request), header(request, "Authorization"), Instant.now());
    return switch (outcome) {
      case Authenticator.Known known -> known.user();
      case Authenticator.Anonymous anonymous -> User.ANONYMOUS;
      case Authenticator.Refused refused -> throw Failures.unauthorized();
    };
  }

  private static Optional<X509Certificate> certificate(HttpServerRequest request) {
    SSLSession session = request.sslSession();
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate first
          ? Optional.of(first)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private static Call.Headers headers(HttpServerRequest request, User user) {
    return new Call.Headers(
        header(request, "Accept"),
        header(request, "Content-Type"),
        header(request, "User-Agent"),
        user.isPlatform() ? cause(header(request, "Quarterdeck-Cause")) : "",
        header(request, "traceparent"),
        header(request, "If-None-Match"),
        header(request, "Upgrade"));
  }

  /** To answer as the caller what was asked as somebody else would show and do too much. */
  private static void refuseImpersonation(HttpServerRequest request) {
    for (Map.Entry<String, String> header : request.headers()) {
      if (impersonates(header.getKey())) {
        throw Failures.forbidden(
            "", "users", header(request, "Impersonate-User"), "impersonation is not supported yet");
      }
    }
  }

  private static boolean impersonates(String header) {
    return header.regionMatches(true, 0, IMPERSONATE, 0, IMPERSONATE.length());
  }

  private static String cause(String header) {
    if (header.length() > CAUSE_DIGITS_MAX || !header.chars().allMatch(Character::isDigit)) {
      throw Failures.badRequest("Quarterdeck-Cause is not a revision: " + header);
    }
    return header;
  }

  private static String header(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
