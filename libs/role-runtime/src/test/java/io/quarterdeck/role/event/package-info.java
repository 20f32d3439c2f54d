@NullMarked
package io.quarterdeck.role.event;

import org.jspecify.annotations.NullMarked;
