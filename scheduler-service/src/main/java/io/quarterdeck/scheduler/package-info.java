/** The scheduler: finds a node for each pod that has none. */
@NullMarked
package io.quarterdeck.scheduler;

import org.jspecify.annotations.NullMarked;
