package io.quarterdeck.node.volume;

/** A volume cannot be made, for now; the message is what the user reads in the Event. */
public final class VolumeException extends Exception {
  private static final long serialVersionUID = 1L;

  public VolumeException(String message) {
    super(message);
  }
}
