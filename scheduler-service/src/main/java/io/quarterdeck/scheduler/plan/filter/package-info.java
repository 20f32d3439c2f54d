/** The rules that a node has to meet for a pod to run on it, one class each. */
@NullMarked
package io.quarterdeck.scheduler.plan.filter;

import org.jspecify.annotations.NullMarked;
