@NullMarked
package io.quarterdeck.controller.testing;

import org.jspecify.annotations.NullMarked;
