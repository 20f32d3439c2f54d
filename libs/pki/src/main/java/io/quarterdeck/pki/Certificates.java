package io.quarterdeck.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds and reads certificates; decides nothing about files or time. */
final class Certificates {
  /** Clocks of the machines of a cluster may differ by this much. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private Certificates() {}

  static X509Certificate selfSigned(
      String name, KeyPair pair, BigInteger serial, Instant now, Duration lifetime) {
    X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    try {
      X509v3CertificateBuilder builder =
          builder(subject, subject, pair.getPublic(), serial, now, now.plus(lifetime));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      return sign(builder, pair.getPrivate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static X509Certificate issue(
      X509Certificate ca,
      PrivateKey caKey,
      CertificateSpec spec,
      PublicKey key,
      BigInteger serial,
      Instant now,
      Duration lifetime) {
    try {
      Instant end = now.plus(lifetime);
      Instant caEnd = ca.getNotAfter().toInstant();
      X509v3CertificateBuilder builder =
          builder(
              new JcaX509CertificateHolder(ca).getSubject(),
              subject(spec),
              key,
              serial,
              now,
              end.isBefore(caEnd) ? end : caEnd);
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(ca));
      if (!spec.hosts().isEmpty()) {
        builder.addExtension(Extension.subjectAlternativeName, false, names(spec.hosts()));
      }
      return sign(builder, caKey);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a certificate names the subject and exactly the hosts of {@code spec}. */
  static boolean says(X509Certificate certificate, CertificateSpec spec) {
    try {
      return new JcaX509CertificateHolder(certificate).getSubject().equals(subject(spec))
          && hosts(certificate).equals(new HashSet<>(spec.hosts()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isSignedBy(X509Certificate certificate, X509Certificate ca) {
    try {
      certificate.verify(ca.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Set<String> hosts(X509Certificate certificate) throws GeneralSecurityException {
    Set<String> hosts = new HashSet<>();
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      names.forEach(name -> hosts.add(String.valueOf(name.get(1))));
    }
    return hosts;
  }

  private static X500Name subject(CertificateSpec spec) {
    X500NameBuilder name = new X500NameBuilder();
    spec.organizations().forEach(organization -> name.addRDN(BCStyle.O, organization));
    return name.addRDN(BCStyle.CN, spec.commonName()).build();
  }

  private static GeneralNames names(List<String> hosts) {
    List<GeneralName> names = new ArrayList<>();
    for (String host : hosts) {
      int type = ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName;
      names.add(new GeneralName(type, host));
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer,
      X500Name subject,
      PublicKey key,
      BigInteger serial,
      Instant now,
      Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(now.minus(SKEW)), Date.from(end), subject, key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
