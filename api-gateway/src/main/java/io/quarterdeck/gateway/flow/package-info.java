/** Priority and fairness: how many requests are worked on at a time, and whose turn it is. */
@NullMarked
package io.quarterdeck.gateway.flow;

import org.jspecify.annotations.NullMarked;
