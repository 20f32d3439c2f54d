@NullMarked
package io.quarterdeck.testkit;

import org.jspecify.annotations.NullMarked;
