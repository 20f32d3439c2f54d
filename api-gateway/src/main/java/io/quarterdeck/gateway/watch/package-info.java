/** Streams of changes to watchers. */
@NullMarked
package io.quarterdeck.gateway.watch;

import org.jspecify.annotations.NullMarked;
