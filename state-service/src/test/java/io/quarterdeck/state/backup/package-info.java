/** Tests of backups as files. */
@NullMarked
package io.quarterdeck.state.backup;

import org.jspecify.annotations.NullMarked;
