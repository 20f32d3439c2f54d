/** What the cluster wants to run on this node. */
@NullMarked
package io.quarterdeck.node.mailbox;

import org.jspecify.annotations.NullMarked;
