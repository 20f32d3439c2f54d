/** Events are kept for a limited time. */
@NullMarked
package io.quarterdeck.controller.eventexpiry;

import org.jspecify.annotations.NullMarked;
