package io.quarterdeck.node.container;

/** The container cannot be created as its spec says; the message is what its status shows. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
