package io.quarterdeck.state.retention;

import java.time.Instant;

/** When a revision was the newest. */
public record Mark(long revision, Instant at) {}
