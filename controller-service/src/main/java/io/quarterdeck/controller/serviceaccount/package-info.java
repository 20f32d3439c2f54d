/** The default ServiceAccount of each namespace. */
@NullMarked
package io.quarterdeck.controller.serviceaccount;

import org.jspecify.annotations.NullMarked;
