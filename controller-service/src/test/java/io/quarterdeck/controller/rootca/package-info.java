@NullMarked
package io.quarterdeck.controller.rootca;

import org.jspecify.annotations.NullMarked;
