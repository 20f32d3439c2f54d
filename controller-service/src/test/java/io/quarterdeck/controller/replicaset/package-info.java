@NullMarked
package io.quarterdeck.controller.replicaset;

import org.jspecify.annotations.NullMarked;
