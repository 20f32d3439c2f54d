/** What a Pod's status says to those who count Pods. */
@NullMarked
package io.quarterdeck.controller.pod;

import org.jspecify.annotations.NullMarked;
