@NullMarked
package io.quarterdeck.model.kind;

import org.jspecify.annotations.NullMarked;
