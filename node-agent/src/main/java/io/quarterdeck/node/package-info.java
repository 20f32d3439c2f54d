/** The node agent: runs the pods of one node, and what their services and names need there. */
@NullMarked
package io.quarterdeck.node;

import org.jspecify.annotations.NullMarked;
