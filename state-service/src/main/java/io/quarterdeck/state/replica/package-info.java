/** Several processes on one database: who they are, who leads, and when another one may. */
@NullMarked
package io.quarterdeck.state.replica;

import org.jspecify.annotations.NullMarked;
