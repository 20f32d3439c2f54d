/** Makes the node known to the cluster and keeps saying how it is. */
@NullMarked
package io.quarterdeck.node.registration;

import org.jspecify.annotations.NullMarked;
