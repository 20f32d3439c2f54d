package io.quarterdeck.state.model;

/**
 * Who changed something, and because of what.
 *
 * @param cause the revision of the event that led to it; 0 when there is none
 * @param traceParent W3C trace context; empty when there is none
 */
public record Origin(String actor, long cause, String traceParent) {}
