@NullMarked
package io.quarterdeck.controller.eventexpiry;

import org.jspecify.annotations.NullMarked;
