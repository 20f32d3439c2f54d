/** The keyed work queue and its back-off. */
@NullMarked
package io.quarterdeck.role.queue;

import org.jspecify.annotations.NullMarked;
