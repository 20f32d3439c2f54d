package io.quarterdeck.state.rpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.quarterdeck.state.api.StateHeaders;
import io.quarterdeck.state.model.Origin;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by its client certificate, and on whose behalf it says to write.
 *
 * @param name the certificate's common name
 * @param forwarded whether another replica, to which the caller showed it, passes the call on
 */
record Caller(String name, Origin said, boolean forwarded) {
  /** Whom a replica calls for. */
  static final Metadata.Key<String> FORWARDED =
      Metadata.Key.of("quarterdeck-caller", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<Caller> KEY = Context.key("caller");
  private static final Attributes.Key<String> NAME = Attributes.Key.create("caller");

  static Caller current() {
    return KEY.get();
  }

  /** Reads the certificate of each connection, so that calls need not. */
  static final class Reader extends ServerTransportFilter {
    @Override
    public Attributes transportReady(Attributes attributes) {
      return name(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
          .map(name -> attributes.toBuilder().set(NAME, name).build())
          .orElse(attributes);
    }
  }

  private static Optional<String> name(@Nullable SSLSession session) {
    try {
      if (session == null
          || !(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
        return Optional.empty();
      }
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(rdn -> rdn.getValue().toString())
              .findFirst();
    } catch (SSLPeerUnverifiedException | InvalidNameException e) {
      return Optional.empty();
    }
  }

  /** Puts the caller into the context of each call; refuses whoever shows no certificate. */
  static final class Interceptor implements ServerInterceptor {
    private final Set<String> replicas;

    Interceptor(Set<String> replicas) {
      this.replicas = replicas;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      String name = call.getAttributes().get(NAME);
      if (name == null) {
        call.close(Status.UNAUTHENTICATED.withDescription("no client certificate"), headers);
        return new ServerCall.Listener<>() {};
      }
      Caller caller = caller(name, headers);
      return Contexts.interceptCall(Context.current().withValue(KEY, caller), call, headers, next);
    }

    private Caller caller(String name, Metadata headers) {
      String first = headers.get(FORWARDED);
      boolean forwarded = first != null && replicas.contains(name);
      String caller = forwarded ? first : name;
      return new Caller(caller, said(headers, caller), forwarded);
    }

    private static Origin said(Metadata headers, String name) {
      String actor = Optional.ofNullable(headers.get(StateHeaders.ACTOR)).orElse(name);
      String trace = Optional.ofNullable(headers.get(StateHeaders.TRACE_PARENT)).orElse("");
      return new Origin(actor, cause(headers.get(StateHeaders.CAUSE)), trace);
    }

    private static long cause(String text) {
      try {
        return text == null ? 0 : Math.max(0, Long.parseLong(text));
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }
}
