/** Deployments: roll out a pod template over ReplicaSets. */
@NullMarked
package io.quarterdeck.controller.deployment;

import org.jspecify.annotations.NullMarked;
