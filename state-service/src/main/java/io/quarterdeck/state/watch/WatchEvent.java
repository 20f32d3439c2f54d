package io.quarterdeck.state.watch;

import io.quarterdeck.state.model.Change;

/** One change as a watch sees it. */
public record WatchEvent(Change change, long revision) {}
