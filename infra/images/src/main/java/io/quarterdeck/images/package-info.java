/** The container images that every cluster has without a registry. */
@NullMarked
package io.quarterdeck.images;

import org.jspecify.annotations.NullMarked;
