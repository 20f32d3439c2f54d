@NullMarked
package io.quarterdeck.controller.tainteviction;

import org.jspecify.annotations.NullMarked;
