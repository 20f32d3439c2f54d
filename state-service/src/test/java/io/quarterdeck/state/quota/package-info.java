/** Tests of the space quota. */
@NullMarked
package io.quarterdeck.state.quota;

import org.jspecify.annotations.NullMarked;
