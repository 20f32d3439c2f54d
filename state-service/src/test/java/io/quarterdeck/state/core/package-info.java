/** Tables of what the core decides. */
@NullMarked
package io.quarterdeck.state.core;

import org.jspecify.annotations.NullMarked;
