/** The gateway's client of the state-service. */
@NullMarked
package io.quarterdeck.gateway.store;

import org.jspecify.annotations.NullMarked;
