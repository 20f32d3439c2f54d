@NullMarked
package io.quarterdeck.bench;

import org.jspecify.annotations.NullMarked;
