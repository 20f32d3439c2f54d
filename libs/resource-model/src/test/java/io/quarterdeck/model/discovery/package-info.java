@NullMarked
package io.quarterdeck.model.discovery;

import org.jspecify.annotations.NullMarked;
