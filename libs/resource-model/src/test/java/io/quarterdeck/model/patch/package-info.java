@NullMarked
package io.quarterdeck.model.patch;

import org.jspecify.annotations.NullMarked;
