/** Deletes what belongs to objects that are gone. */
@NullMarked
package io.quarterdeck.controller.garbagecollector;

import org.jspecify.annotations.NullMarked;
