/** Commands, attachment and forwarded ports: from the gateway to the runtime's streams. */
@NullMarked
package io.quarterdeck.node.stream;

import org.jspecify.annotations.NullMarked;
