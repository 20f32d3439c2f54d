@NullMarked
package io.quarterdeck.model.apply;

import org.jspecify.annotations.NullMarked;
