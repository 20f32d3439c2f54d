/** Whether ranges of cluster IPs are ready, and when one may go. */
@NullMarked
package io.quarterdeck.controller.servicecidr;

import org.jspecify.annotations.NullMarked;
