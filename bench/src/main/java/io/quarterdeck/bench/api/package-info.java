/**
 * The Kubernetes API: a gateway on a state-service, or any API server there is a kubeconfig for.
 */
@NullMarked
package io.quarterdeck.bench.api;

import org.jspecify.annotations.NullMarked;
