/** The cluster's CA, published in each namespace. */
@NullMarked
package io.quarterdeck.controller.rootca;

import org.jspecify.annotations.NullMarked;
