/** EndpointSlices: which Pods answer for a Service. */
@NullMarked
package io.quarterdeck.controller.endpointslice;

import org.jspecify.annotations.NullMarked;
