/** Closed-loop load and what it measures, whatever is called. */
@NullMarked
package io.quarterdeck.bench.load;

import org.jspecify.annotations.NullMarked;
