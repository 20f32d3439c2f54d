package io.quarterdeck.testkit.history;

import java.util.Optional;

/**
 * A change as a watch tells it.
 *
 * @param value empty for a deletion
 */
public record Event(long revision, String key, Optional<String> value) {}
