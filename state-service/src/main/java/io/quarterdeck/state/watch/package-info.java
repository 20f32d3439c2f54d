/** History and live changes of a key range as one ordered stream per client. */
@NullMarked
package io.quarterdeck.state.watch;

import org.jspecify.annotations.NullMarked;
