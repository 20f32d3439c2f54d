package io.quarterdeck.node.cri;

/** Which streams of a process are wanted. A terminal has one output: no stderr. */
public record CommandStreams(boolean stdin, boolean stdout, boolean stderr, boolean tty) {}
