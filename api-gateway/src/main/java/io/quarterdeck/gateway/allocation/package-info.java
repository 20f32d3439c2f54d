/** Cluster IPs and node ports: keys of the store that belong to a Service. */
@NullMarked
package io.quarterdeck.gateway.allocation;

import org.jspecify.annotations.NullMarked;
