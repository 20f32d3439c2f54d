/** What disruption budgets allow. */
@NullMarked
package io.quarterdeck.controller.disruption;

import org.jspecify.annotations.NullMarked;
