@NullMarked
package io.quarterdeck.model.fields;

import org.jspecify.annotations.NullMarked;
