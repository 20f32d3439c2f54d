/** What the gateway passes on to the nodes: logs, commands, attachment, forwarded ports. */
@NullMarked
package io.quarterdeck.gateway.node;

import org.jspecify.annotations.NullMarked;
