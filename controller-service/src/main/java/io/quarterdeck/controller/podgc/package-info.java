/** Pods that nobody looks after any more. */
@NullMarked
package io.quarterdeck.controller.podgc;

import org.jspecify.annotations.NullMarked;
