/** The three forms of a patch, applied to JSON trees. */
@NullMarked
package io.quarterdeck.model.patch;

import org.jspecify.annotations.NullMarked;
