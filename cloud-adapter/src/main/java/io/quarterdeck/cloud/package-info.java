/** What the place around the cluster provides, behind one interface. */
@NullMarked
package io.quarterdeck.cloud;

import org.jspecify.annotations.NullMarked;
