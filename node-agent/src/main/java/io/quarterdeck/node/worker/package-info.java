/** Brings each pod of the node to what its spec says, one worker a pod. */
@NullMarked
package io.quarterdeck.node.worker;

import org.jspecify.annotations.NullMarked;
