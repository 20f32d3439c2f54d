/** Benchmarks of what users run: real processes, real stores, closed-loop clients on loopback. */
@NullMarked
package io.quarterdeck.bench;

import org.jspecify.annotations.NullMarked;
