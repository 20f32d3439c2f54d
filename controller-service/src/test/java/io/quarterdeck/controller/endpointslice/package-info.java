@NullMarked
package io.quarterdeck.controller.endpointslice;

import org.jspecify.annotations.NullMarked;
