/** The store on a simulated disk, thread and clock, in an order that a seed chooses. */
@NullMarked
package io.quarterdeck.state.sim;

import org.jspecify.annotations.NullMarked;
