/** Label and field selectors: their grammar and what they match. */
@NullMarked
package io.quarterdeck.model.selector;

import org.jspecify.annotations.NullMarked;
