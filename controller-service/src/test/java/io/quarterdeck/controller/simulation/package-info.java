@NullMarked
package io.quarterdeck.controller.simulation;

import org.jspecify.annotations.NullMarked;
