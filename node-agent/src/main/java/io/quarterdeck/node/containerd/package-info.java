/** The containerd process that belongs to this cluster's node alone. */
@NullMarked
package io.quarterdeck.node.containerd;

import org.jspecify.annotations.NullMarked;
