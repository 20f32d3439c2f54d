package io.quarterdeck.gateway.store;

/**
 * On whose behalf something is written, and why.
 *
 * @param cause the decimal revision of the event that led to it; empty for none
 * @param traceParent empty for none
 */
public record Origin(String actor, String cause, String traceParent) {
  public static Origin of(String actor) {
    return new Origin(actor, "", "");
  }
}
