package io.quarterdeck.launcher;

import io.quarterdeck.pki.CertificateSpec;
import io.quarterdeck.pki.ClusterCa;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.pki.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Everybody in the cluster with their certificates, and the keys that are no certificates. */
record ClusterIdentities(
    Map<Role, Identity> roles,
    Identity apiServer,
    Identity kafka,
    Identity admin,
    Identity operator,
    Path tokens,
    Path serviceAccountKey,
    Path secretsKey) {

  private static final int RSA_BITS = 2048;

  /** Makes what is missing and renews what is about to expire; under the lock of the data. */
  static ClusterIdentities issue(DataDir data, ClusterFacts facts, Instant now) {
    ClusterCa ca = ClusterCa.open(data.pki(), facts.cluster(), now);
    ClusterIdentities identities = of(data, facts, ca::issue);
    once(
        identities.tokens(),
        () -> randomHex(24) + ",kubernetes-admin,kubernetes-admin,\"system:masters\"\n");
    once(identities.serviceAccountKey(), ClusterIdentities::rsaKey);
    once(identities.secretsKey(), ClusterIdentities::aesKey);
    return identities;
  }

  /** Where everything is, for those who only look. */
  static ClusterIdentities locate(DataDir data, ClusterFacts facts) {
    return of(data, facts, spec -> Identity.in(data.pki(), spec.file()));
  }

  private static ClusterIdentities of(
      DataDir data, ClusterFacts facts, Function<CertificateSpec, Identity> identity) {
    List<String> loopback = List.of("localhost", "127.0.0.1");
    Map<Role, Identity> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      List<String> hosts =
          role == Role.NODE_AGENT
              ? List.of(facts.nodeName(), facts.nodeIp(), "localhost", "127.0.0.1")
              : loopback;
      roles.put(
          role,
          identity.apply(
              CertificateSpec.client(role.id(), role.user(facts.nodeName()), role.group())
                  .serving(hosts)));
    }
    return new ClusterIdentities(
        roles,
        identity.apply(
            CertificateSpec.client("api-server", "kube-apiserver").serving(apiHosts(facts))),
        identity.apply(CertificateSpec.client("kafka", "quarterdeck:kafka").serving(loopback)),
        identity.apply(
            CertificateSpec.client("admin", "kubernetes-admin", "system:masters")
                .withKey(CertificateSpec.KeyAlgorithm.RSA)),
        identity.apply(CertificateSpec.client("operator", "quarterdeck:operator")),
        data.pki().resolve("tokens.csv"),
        data.pki().resolve("service-account.key"),
        data.pki().resolve("secrets.key"));
  }

  private static List<String> apiHosts(ClusterFacts facts) {
    return List.of(
        "localhost",
        "127.0.0.1",
        facts.nodeName(),
        facts.nodeIp(),
        facts.apiServiceIp(),
        "kubernetes",
        "kubernetes.default",
        "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local");
  }

  private interface Content {
    String make();
  }

  private static void once(Path file, Content content) {
    if (!Files.exists(file)) {
      Pem.writePrivate(file, content.make());
    }
  }

  private static String rsaKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RSA_BITS);
      return Pem.encode("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static String aesKey() {
    return Base64.getEncoder().encodeToString(random(32)) + "\n";
  }

  private static String randomHex(int bytes) {
    return HexFormat.of().formatHex(random(bytes));
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }
}
