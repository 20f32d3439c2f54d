/** ReplicaSets: keep a number of Pods. */
@NullMarked
package io.quarterdeck.controller.replicaset;

import org.jspecify.annotations.NullMarked;
