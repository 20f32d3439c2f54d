/** The rules by which one node is better for a pod than another, one class each. */
@NullMarked
package io.quarterdeck.scheduler.plan.score;

import org.jspecify.annotations.NullMarked;
