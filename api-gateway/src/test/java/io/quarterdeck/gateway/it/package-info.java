@NullMarked
package io.quarterdeck.gateway.it;

import org.jspecify.annotations.NullMarked;
