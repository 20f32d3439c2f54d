@NullMarked
package io.quarterdeck.role.cache;

import org.jspecify.annotations.NullMarked;
