/** Amounts as Kubernetes writes them. */
@NullMarked
package io.quarterdeck.model.quantity;

import org.jspecify.annotations.NullMarked;
