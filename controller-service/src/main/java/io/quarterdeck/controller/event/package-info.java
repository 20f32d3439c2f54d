/** The Events that controllers write. */
@NullMarked
package io.quarterdeck.controller.event;

import org.jspecify.annotations.NullMarked;
