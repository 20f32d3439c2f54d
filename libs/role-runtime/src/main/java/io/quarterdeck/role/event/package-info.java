/** The Events by which roles tell users what happened to an object. */
@NullMarked
package io.quarterdeck.role.event;

import org.jspecify.annotations.NullMarked;
