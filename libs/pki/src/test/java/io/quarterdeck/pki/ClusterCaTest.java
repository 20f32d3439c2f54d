package io.quarterdeck.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCaTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
  private static final CertificateSpec GATEWAY =
      CertificateSpec.client("gateway", "kube-apiserver", "quarterdeck:roles", "other")
          .serving(List.of("localhost", "127.0.0.1", "kubernetes.default.svc"));

  @TempDir Path dir;

  @Test
  void issuesWhatWasAskedFor() throws Exception {
    Identity identity = ClusterCa.open(dir, "test", NOW).issue(GATEWAY);
    X509Certificate certificate = Pem.certificate(identity.certificate());

    certificate.verify(Pem.certificate(identity.ca()).getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo("CN=kube-apiserver,O=other,O=quarterdeck:roles");
    assertThat(certificate.getSubjectAlternativeNames()).hasSize(3);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(Pem.ecKey(identity.key()).getFormat()).isEqualTo("PKCS#8");
  }

  @Test
  void keysAreForTheirOwnerOnly() throws Exception {
    Identity identity = ClusterCa.open(dir, "test", NOW).issue(GATEWAY);
    for (Path file : List.of(identity.key(), identity.keystore(), dir.resolve("ca.key"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
        .isEqualTo("rwx------");
  }

  @Test
  void keepsAGoodCertificate() {
    Identity identity = ClusterCa.open(dir, "test", NOW).issue(GATEWAY);
    X509Certificate first = Pem.certificate(identity.certificate());
    ClusterCa.open(dir, "test", NOW.plus(Duration.ofDays(300))).issue(GATEWAY);
    assertThat(Pem.certificate(identity.certificate())).isEqualTo(first);
  }

  @Test
  void renewsWhenLittleTimeIsLeft() {
    Identity identity = ClusterCa.open(dir, "test", NOW).issue(GATEWAY);
    X509Certificate first = Pem.certificate(identity.certificate());
    Instant later = NOW.plus(ClusterCa.LIFETIME).minus(Duration.ofDays(29));
    ClusterCa.open(dir, "test", later).issue(GATEWAY);
    X509Certificate second = Pem.certificate(identity.certificate());
    assertThat(second).isNotEqualTo(first);
    assertThat(second.getNotAfter().toInstant()).isEqualTo(later.plus(ClusterCa.LIFETIME));
  }

  @Test
  void issuesAnewWhenTheHostsChange() {
    ClusterCa ca = ClusterCa.open(dir, "test", NOW);
    Identity identity = ca.issue(GATEWAY);
    X509Certificate first = Pem.certificate(identity.certificate());
    ca.issue(GATEWAY.serving(List.of("localhost", "10.0.0.7")));
    assertThat(Pem.certificate(identity.certificate())).isNotEqualTo(first);
  }

  @Test
  void neverOutlivesItsCa() {
    ClusterCa.open(dir, "test", NOW);
    Instant late = NOW.plus(ClusterCa.CA_LIFETIME).minus(Duration.ofDays(100));
    Identity identity = ClusterCa.open(dir, "test", late).issue(GATEWAY);
    assertThat(Pem.certificate(identity.certificate()).getNotAfter())
        .isEqualTo(Pem.certificate(identity.ca()).getNotAfter());
  }
}
