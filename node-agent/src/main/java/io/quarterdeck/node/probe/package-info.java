/** Probes and hooks of containers: when they are run, how, and what their results mean. */
@NullMarked
package io.quarterdeck.node.probe;

import org.jspecify.annotations.NullMarked;
