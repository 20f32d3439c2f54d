@NullMarked
package io.quarterdeck.pki;

import org.jspecify.annotations.NullMarked;
