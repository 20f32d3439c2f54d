@NullMarked
package io.quarterdeck.controller.nodelifecycle;

import org.jspecify.annotations.NullMarked;
