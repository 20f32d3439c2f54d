/** The semantics of the store: pure decisions over an index of keys, no I/O. */
@NullMarked
package io.quarterdeck.state.core;

import org.jspecify.annotations.NullMarked;
