/** Container logs, passed on from the node-agents. */
@NullMarked
package io.quarterdeck.gateway.log;

import org.jspecify.annotations.NullMarked;
