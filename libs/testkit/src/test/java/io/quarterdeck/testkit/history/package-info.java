@NullMarked
package io.quarterdeck.testkit.history;

import org.jspecify.annotations.NullMarked;
