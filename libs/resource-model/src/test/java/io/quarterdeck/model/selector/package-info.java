@NullMarked
package io.quarterdeck.model.selector;

import org.jspecify.annotations.NullMarked;
