/** Sets of an object's fields, and what the schema of the object makes of its fields. Pure. */
@NullMarked
package io.quarterdeck.model.fields;

import org.jspecify.annotations.NullMarked;
