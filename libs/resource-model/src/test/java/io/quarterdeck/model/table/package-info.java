@NullMarked
package io.quarterdeck.model.table;

import org.jspecify.annotations.NullMarked;
