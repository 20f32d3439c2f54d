/** Tests of who may lead when. */
@NullMarked
package io.quarterdeck.state.replica;

import org.jspecify.annotations.NullMarked;
