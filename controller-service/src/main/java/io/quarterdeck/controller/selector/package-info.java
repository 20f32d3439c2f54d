/** Label selectors, as far as the controllers need them. */
@NullMarked
package io.quarterdeck.controller.selector;

import org.jspecify.annotations.NullMarked;
