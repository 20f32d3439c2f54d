/** The service proxy: turns Services and EndpointSlices into nftables rules of this node. */
@NullMarked
package io.quarterdeck.node.proxy;

import org.jspecify.annotations.NullMarked;
