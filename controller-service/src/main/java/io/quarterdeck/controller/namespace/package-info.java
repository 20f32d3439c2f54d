/** Namespaces: emptied before they go. */
@NullMarked
package io.quarterdeck.controller.namespace;

import org.jspecify.annotations.NullMarked;
