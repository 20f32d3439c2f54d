/** From a pod's spec to its containers and back to its status. */
@NullMarked
package io.quarterdeck.node.pod;

import org.jspecify.annotations.NullMarked;
