package io.quarterdeck.model.kind;

/** Kinds about which nothing is particular. */
final class PlainStrategy implements Strategy {}
