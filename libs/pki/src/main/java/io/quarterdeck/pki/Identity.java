package io.quarterdeck.pki;

import java.nio.file.Path;

/**
 * PEM files that prove who a process is. {@code keystore} holds key and certificate together, as
 * Kafka wants them.
 */
public record Identity(Path ca, Path certificate, Path key, Path keystore) {

  /** Where a cluster's CA in {@code dir} keeps the identity of that name; nothing is issued. */
  public static Identity in(Path dir, String name) {
    return new Identity(
        dir.resolve(ClusterCa.CERTIFICATE),
        dir.resolve(name + ".crt"),
        dir.resolve(name + ".key"),
        dir.resolve(name + ".pem"));
  }
}
