@NullMarked
package io.quarterdeck.controller.discovery;

import org.jspecify.annotations.NullMarked;
