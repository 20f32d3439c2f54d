/** Services of type LoadBalancer. */
@NullMarked
package io.quarterdeck.cloud.loadbalancer;

import org.jspecify.annotations.NullMarked;
