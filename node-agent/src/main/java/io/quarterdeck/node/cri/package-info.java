/** The container runtime interface, as the agent calls it. */
@NullMarked
package io.quarterdeck.node.cri;

import org.jspecify.annotations.NullMarked;
