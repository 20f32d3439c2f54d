/** A single machine, or a few, that nobody else manages. */
@NullMarked
package io.quarterdeck.cloud.local;

import org.jspecify.annotations.NullMarked;
