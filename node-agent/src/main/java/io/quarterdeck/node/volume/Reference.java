package io.quarterdeck.node.volume;

/** Something of the API that a volume shows. */
sealed interface Reference {
  record ConfigMap(String name) implements Reference {}

  record Secret(String name) implements Reference {}

  /**
   * A token of the pod's service account.
   *
   * @param audience empty for the API server itself
   */
  record Token(String audience, long expirationSeconds) implements Reference {}
}
