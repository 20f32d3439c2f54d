/** Media types, and the bytes that they ask for. */
@NullMarked
package io.quarterdeck.gateway.content;

import org.jspecify.annotations.NullMarked;
