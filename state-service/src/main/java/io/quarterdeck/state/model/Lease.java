package io.quarterdeck.state.model;

/** A promise to delete the keys that are bound to it unless it is kept alive. */
public record Lease(long id, long ttlSeconds) {}
