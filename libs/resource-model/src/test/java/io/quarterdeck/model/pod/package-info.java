@NullMarked
package io.quarterdeck.model.pod;

import org.jspecify.annotations.NullMarked;
