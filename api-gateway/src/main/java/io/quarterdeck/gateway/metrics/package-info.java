/** Figures under the names that dashboards of Kubernetes expect. */
@NullMarked
package io.quarterdeck.gateway.metrics;

import org.jspecify.annotations.NullMarked;
