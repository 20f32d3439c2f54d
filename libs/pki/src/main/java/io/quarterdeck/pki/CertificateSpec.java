package io.quarterdeck.pki;

import java.util.List;

/**
 * What a certificate says: the file name it is kept under, user (CN), groups (O), and the host
 * names and addresses that it may serve. Every certificate may be used as client and as server.
 */
public record CertificateSpec(
    String file,
    String commonName,
    List<String> organizations,
    List<String> hosts,
    KeyAlgorithm keyAlgorithm) {

  /** What the key is of; the names are Java's. */
  public enum KeyAlgorithm {
    EC,
    /** For identities that foreign clients use, some of which read nothing else. */
    RSA
  }

  public CertificateSpec {
    organizations = List.copyOf(organizations);
    hosts = List.copyOf(hosts);
  }

  public static CertificateSpec client(String file, String commonName, String... organizations) {
    return new CertificateSpec(
        file, commonName, List.of(organizations), List.of(), KeyAlgorithm.EC);
  }

  public CertificateSpec withKey(KeyAlgorithm algorithm) {
    return new CertificateSpec(file, commonName, organizations, hosts, algorithm);
  }

  public CertificateSpec serving(List<String> names) {
    return new CertificateSpec(file, commonName, organizations, names, keyAlgorithm);
  }
}
