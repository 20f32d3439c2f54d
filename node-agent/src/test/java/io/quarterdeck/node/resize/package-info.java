@NullMarked
package io.quarterdeck.node.resize;

import org.jspecify.annotations.NullMarked;
