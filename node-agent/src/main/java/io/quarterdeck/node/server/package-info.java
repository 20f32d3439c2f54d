/** The door through which the gateway reaches a node: TLS, and who may come in. */
@NullMarked
package io.quarterdeck.node.server;

import org.jspecify.annotations.NullMarked;
