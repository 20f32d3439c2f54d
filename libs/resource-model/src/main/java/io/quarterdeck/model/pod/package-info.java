/** What roles must agree on about pods. */
@NullMarked
package io.quarterdeck.model.pod;

import org.jspecify.annotations.NullMarked;
