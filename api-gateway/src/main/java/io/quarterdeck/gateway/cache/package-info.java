/** The gateway's view of the state: current objects and a window of recent events per resource. */
@NullMarked
package io.quarterdeck.gateway.cache;

import org.jspecify.annotations.NullMarked;
