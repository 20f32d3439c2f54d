/** What a node has allocated to containers, and how that changes while they run. */
@NullMarked
package io.quarterdeck.node.resize;

import org.jspecify.annotations.NullMarked;
