/** How many pods may be evicted: PodDisruptionBudgets. */
@NullMarked
package io.quarterdeck.controller.disruption;

import org.jspecify.annotations.NullMarked;
