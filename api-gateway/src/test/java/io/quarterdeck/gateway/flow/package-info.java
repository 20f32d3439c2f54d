/** Which requests belong where, and whose turn it is. */
@NullMarked
package io.quarterdeck.gateway.flow;

import org.jspecify.annotations.NullMarked;
