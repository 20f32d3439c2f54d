/**
 * The cluster's DNS as this node answers it: names of services and pods, everything else forwarded.
 */
@NullMarked
package io.quarterdeck.node.dns;

import org.jspecify.annotations.NullMarked;
