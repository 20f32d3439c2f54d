/**
 * What the reconciling roles share: the API client, the object cache, work queues and
 * acknowledgement.
 */
@NullMarked
package io.quarterdeck.role;

import org.jspecify.annotations.NullMarked;
