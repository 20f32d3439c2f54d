/** The schema of the built-in kinds, and what follows from it: decoding, defaults, documents. */
@NullMarked
package io.quarterdeck.model.schema;

import org.jspecify.annotations.NullMarked;
