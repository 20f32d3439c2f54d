/** What processes cost: CPU time and memory. */
@NullMarked
package io.quarterdeck.bench.process;

import org.jspecify.annotations.NullMarked;
