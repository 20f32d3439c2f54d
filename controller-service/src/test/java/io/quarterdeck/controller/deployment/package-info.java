@NullMarked
package io.quarterdeck.controller.deployment;

import org.jspecify.annotations.NullMarked;
