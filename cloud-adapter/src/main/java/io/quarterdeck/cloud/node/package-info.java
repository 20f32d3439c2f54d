/** Initialises nodes with what their place knows of them. */
@NullMarked
package io.quarterdeck.cloud.node;

import org.jspecify.annotations.NullMarked;
