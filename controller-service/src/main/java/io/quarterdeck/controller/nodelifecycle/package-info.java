/** Nodes that stop reporting are marked and tainted. */
@NullMarked
package io.quarterdeck.controller.nodelifecycle;

import org.jspecify.annotations.NullMarked;
