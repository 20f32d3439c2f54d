/** The tables that clients print: columns of each kind and how long ago things happened. */
@NullMarked
package io.quarterdeck.model.table;

import org.jspecify.annotations.NullMarked;
