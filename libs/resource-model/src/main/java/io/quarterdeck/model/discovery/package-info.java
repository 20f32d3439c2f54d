/** The documents that tell clients which resources there are. */
@NullMarked
package io.quarterdeck.model.discovery;

import org.jspecify.annotations.NullMarked;
