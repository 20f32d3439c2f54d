/** The object cache fed from the topics. */
@NullMarked
package io.quarterdeck.role.cache;

import org.jspecify.annotations.NullMarked;
