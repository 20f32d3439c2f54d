package io.quarterdeck.model;

/**
 * Which Kubernetes API this is: that of the release whose client the schema of the built-in kinds
 * is derived from.
 */
public final class ApiLevel {
  public static final String MAJOR = "1";
  public static final String MINOR = "36";

  /** The oldest level whose clients and stored objects are still understood. */
  public static final String MINOR_COMPATIBLE = "35";

  /** The level, and whose implementation it is. */
  public static final String VERSION = "v" + MAJOR + "." + MINOR + ".0+quarterdeck";

  private ApiLevel() {}
}
