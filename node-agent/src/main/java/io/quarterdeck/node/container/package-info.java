/** What the runtime is told about one container. */
@NullMarked
package io.quarterdeck.node.container;

import org.jspecify.annotations.NullMarked;
