package io.quarterdeck.state.publish;

import io.quarterdeck.bus.Topics;

/**
 * The run of revisions that is published, and where to.
 *
 * @param base where its revisions begin
 */
public record Incarnation(Topics topics, String id, long base) {}
