/** Server-side apply: who owns which fields of an object, and what a configuration makes of it. */
@NullMarked
package io.quarterdeck.model.apply;

import org.jspecify.annotations.NullMarked;
