@NullMarked
package io.quarterdeck.controller.garbagecollector;

import org.jspecify.annotations.NullMarked;
