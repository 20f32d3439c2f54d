package io.quarterdeck.gateway.proxy;

/**
 * Where a proxied request goes.
 *
 * @param trust whose certificates are believed where it is secure
 */
record Target(boolean secure, String host, int port, Trust trust) {
  /** Who must have signed what the other side shows. */
  enum Trust {
    /** A kubelet, which the cluster knows and which wants to know the gateway. */
    NODE,
    /** Anybody: pods sign their own certificates. */
    ANYBODY
  }

  /** As an HTTP request names the other side. */
  String authority() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  static Target open(boolean secure, String host, int port) {
    return new Target(secure, host, port, Trust.ANYBODY);
  }
}
