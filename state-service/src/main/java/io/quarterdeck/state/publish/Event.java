package io.quarterdeck.state.publish;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record for Kafka.
 *
 * @param value null is a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Event(
    String topic, String key, byte @Nullable [] value, Map<String, String> headers) {}
