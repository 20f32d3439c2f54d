/** Tests of the way to the state-service. */
@NullMarked
package io.quarterdeck.gateway.store;

import org.jspecify.annotations.NullMarked;
