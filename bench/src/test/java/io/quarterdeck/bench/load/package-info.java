@NullMarked
package io.quarterdeck.bench.load;

import org.jspecify.annotations.NullMarked;
