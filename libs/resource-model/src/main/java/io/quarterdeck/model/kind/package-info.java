/** The built-in kinds: their facts, kept as data, and the rules by which each may be written. */
@NullMarked
package io.quarterdeck.model.kind;

import org.jspecify.annotations.NullMarked;
