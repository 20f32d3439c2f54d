/** Pods leave nodes whose NoExecute taints they do not tolerate. */
@NullMarked
package io.quarterdeck.controller.tainteviction;

import org.jspecify.annotations.NullMarked;
