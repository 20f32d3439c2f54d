@NullMarked
package io.quarterdeck.stores;

import org.jspecify.annotations.NullMarked;
