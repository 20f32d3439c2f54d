/** What is planned of the history, as tables. */
@NullMarked
package io.quarterdeck.state.retention;

import org.jspecify.annotations.NullMarked;
