@NullMarked
package io.quarterdeck.controller.meta;

import org.jspecify.annotations.NullMarked;
