package io.quarterdeck.state.model;

/** One version of a key that exists. The value's bytes are shared: nobody changes them. */
@SuppressWarnings("ArrayRecordComponent") // compared by revision, never by value
public record Entry(
    Key key, byte[] value, long createRevision, long modRevision, long version, long lease) {}
