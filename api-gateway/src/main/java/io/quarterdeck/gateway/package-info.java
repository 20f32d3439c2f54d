/** The API gateway: the Kubernetes API over HTTPS, on the state-service. */
@NullMarked
package io.quarterdeck.gateway;

import org.jspecify.annotations.NullMarked;
