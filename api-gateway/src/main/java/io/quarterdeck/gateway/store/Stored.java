package io.quarterdeck.gateway.store;

import com.google.protobuf.ByteString;

/** An object as the store has it: canonical bytes without resourceVersion, and its revision. */
public record Stored(ByteString value, long revision) {}
