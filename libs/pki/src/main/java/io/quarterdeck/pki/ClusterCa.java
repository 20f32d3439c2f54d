package io.quarterdeck.pki;

import io.quarterdeck.pki.CertificateSpec.KeyAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * The certificate authority of one cluster, kept in a directory. The CA is made once; a certificate
 * is issued when it is missing, says something else than asked, or has less than {@link #RENEWAL}
 * left. Not safe for two processes at once: the launcher holds the data directory's lock.
 */
public final class ClusterCa {
  public static final Duration CA_LIFETIME = Duration.ofDays(3650);
  public static final Duration LIFETIME = Duration.ofDays(365);
  public static final Duration RENEWAL = Duration.ofDays(30);

  static final String CERTIFICATE = "ca.crt";

  private static final int RSA_BITS = 2048;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path dir;
  private final Instant now;
  private final X509Certificate certificate;
  private final PrivateKey key;

  private ClusterCa(Path dir, Instant now, X509Certificate certificate, PrivateKey key) {
    this.dir = dir;
    this.now = now;
    this.certificate = certificate;
    this.key = key;
  }

  /** Opens the CA in {@code dir} and makes it when there is none. */
  public static ClusterCa open(Path dir, String cluster, Instant now) {
    try {
      Files.createDirectories(dir);
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
      if (!Files.exists(dir.resolve(CERTIFICATE))) {
        KeyPair pair = newKey(KeyAlgorithm.EC);
        X509Certificate ca =
            Certificates.selfSigned(cluster + "-ca", pair, serial(), now, CA_LIFETIME);
        // The certificate comes last: a directory with one has its key too.
        Pem.writePrivate(
            dir.resolve("ca.key"), Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Pem.writePublic(dir.resolve(CERTIFICATE), pem(ca));
      }
      return new ClusterCa(
          dir, now, Pem.certificate(dir.resolve(CERTIFICATE)), Pem.ecKey(dir.resolve("ca.key")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path certificateFile() {
    return dir.resolve(CERTIFICATE);
  }

  /** The files of an identity, issued anew where that is needed. */
  public Identity issue(CertificateSpec spec) {
    Identity identity = Identity.in(dir, spec.file());
    if (!isGood(identity, spec)) {
      KeyPair pair = newKey(spec.keyAlgorithm());
      X509Certificate issued =
          Certificates.issue(certificate, key, spec, pair.getPublic(), serial(), now, LIFETIME);
      String keyPem = Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded());
      Pem.writePrivate(identity.key(), keyPem);
      Pem.writePrivate(identity.keystore(), keyPem + pem(issued));
      Pem.writePublic(identity.certificate(), pem(issued));
    }
    return identity;
  }

  private boolean isGood(Identity identity, CertificateSpec spec) {
    if (!Files.exists(identity.certificate())
        || !Files.exists(identity.key())
        || !Files.exists(identity.keystore())) {
      return false;
    }
    X509Certificate current = Pem.certificate(identity.certificate());
    return current.getNotAfter().toInstant().isAfter(now.plus(RENEWAL))
        && current.getPublicKey().getAlgorithm().equals(spec.keyAlgorithm().name())
        && Certificates.says(current, spec)
        && Certificates.isSignedBy(current, certificate);
  }

  private static KeyPair newKey(KeyAlgorithm algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.name());
      switch (algorithm) {
        case EC -> generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        case RSA -> generator.initialize(RSA_BITS, RANDOM);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256 and RSA", e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(127, RANDOM).add(BigInteger.ONE);
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.encode("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
