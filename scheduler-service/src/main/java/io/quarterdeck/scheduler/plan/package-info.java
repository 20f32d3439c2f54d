/** Which node a pod fits on, and which of those is best: pure functions over what is known. */
@NullMarked
package io.quarterdeck.scheduler.plan;

import org.jspecify.annotations.NullMarked;
