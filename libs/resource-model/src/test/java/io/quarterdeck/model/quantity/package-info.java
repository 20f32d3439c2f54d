@NullMarked
package io.quarterdeck.model.quantity;

import org.jspecify.annotations.NullMarked;
