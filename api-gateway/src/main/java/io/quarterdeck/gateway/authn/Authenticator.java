package io.quarterdeck.gateway.authn;

import io.quarterdeck.gateway.authn.ServiceAccountTokens.Claims;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds out who makes a request: by client certificate, by static token, or by the token of a
 * service account that still exists. Thread-safe.
 */
public final class Authenticator {
  /** What came of looking at the credentials of a request. */
  public sealed interface Outcome {}

  public record Known(User user) implements Outcome {}

  /**
   * Whose a token is.
   *
   * @param audiences those that were asked for and that it is meant for
   */
  public record Reviewed(User user, List<String> audiences) {}

  /** There were no credentials at all. */
  public record Anonymous() implements Outcome {}

  /** There were credentials, but they prove nothing. */
  public record Refused() implements Outcome {}

  private static final String BEARER = "bearer ";

  private final StaticTokens staticTokens;
  private final ServiceAccountTokens accountTokens;
  private final Predicate<Claims> stillBound;

  /**
   * Puts the ways to authenticate together.
   *
   * @param stillBound whether the account of a token, and its pod, exist as they did
   */
  public Authenticator(
      StaticTokens staticTokens, ServiceAccountTokens accountTokens, Predicate<Claims> stillBound) {
    this.staticTokens = staticTokens;
    this.accountTokens = accountTokens;
    this.stillBound = stillBound;
  }

  public Outcome authenticate(
      Optional<X509Certificate> certificate, String authorization, Instant now) {
    Optional<User> user = certificate.flatMap(ClientCertificates::user);
    if (user.isPresent()) {
      return new Known(user.get());
    }
    if (authorization.isEmpty() && certificate.isEmpty()) {
      return new Anonymous();
    }
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return new Refused();
    }
    String token = authorization.substring(BEARER.length()).trim();
    return review(token, List.of(), now)
        .<Outcome>map(known -> new Known(known.user()))
        .orElseGet(Refused::new);
  }

  /**
   * Whose token this is; empty where it proves nothing to any of the audiences.
   *
   * @param audiences this API where there are none
   */
  public Optional<Reviewed> review(String token, List<String> audiences, Instant now) {
    List<String> wanted = audiences.isEmpty() ? List.of(ServiceAccountTokens.ISSUER) : audiences;
    return staticTokens
        .user(token)
        .map(user -> new Reviewed(user, common(wanted, List.of(ServiceAccountTokens.ISSUER))))
        .or(
            () ->
                accountTokens
                    .verify(token, wanted, now)
                    .filter(stillBound)
                    .map(it -> new Reviewed(account(it), common(wanted, it.audiences()))))
        .filter(known -> !known.audiences().isEmpty());
  }

  private static List<String> common(List<String> wanted, List<String> given) {
    return wanted.stream().filter(given::contains).toList();
  }

  private static User account(Claims claims) {
    Map<String, List<String>> extra = new HashMap<>();
    extra.put("authentication.kubernetes.io/credential-id", List.of("JTI=" + claims.id()));
    if (!claims.pod().isEmpty()) {
      extra.put("authentication.kubernetes.io/pod-name", List.of(claims.pod()));
      extra.put("authentication.kubernetes.io/pod-uid", List.of(claims.podUid()));
    }
    return User.authenticated(
        ServiceAccountTokens.userName(claims),
        claims.accountUid(),
        List.of("system:serviceaccounts", "system:serviceaccounts:" + claims.namespace()),
        Map.copyOf(extra));
  }
}
