/** The state-service beside a real etcd: the same calls, in turns. */
@NullMarked
package io.quarterdeck.bench.state;

import org.jspecify.annotations.NullMarked;
