/** Failpoints: a process that vanishes or freezes exactly where a crash test wants it to. */
@NullMarked
package io.quarterdeck.state.fault;

import org.jspecify.annotations.NullMarked;
