/** The volumes of a node's pods: what they hold, and the directories and mounts that hold it. */
@NullMarked
package io.quarterdeck.node.volume;

import org.jspecify.annotations.NullMarked;
