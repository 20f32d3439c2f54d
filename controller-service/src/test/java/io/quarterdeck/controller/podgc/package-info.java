@NullMarked
package io.quarterdeck.controller.podgc;

import org.jspecify.annotations.NullMarked;
