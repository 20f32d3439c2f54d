package io.quarterdeck.role.run;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.role.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a failed attempt at a key is logged: the first in a row so that its cause can be found, those
 * that follow in a line. The API's own answers say everything in a line.
 */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private FailureLog() {}

  static void note(String controller, ObjectKey key, int failures, Throwable cause) {
    if (cause instanceof ApiException e && e.isConflict() && failures == 1) {
      LOG.info("{} looks at {} again: {}", controller, key, e.getMessage());
    } else if (cause instanceof ApiException || failures > 1) {
      LOG.warn("{} failed for {} ({} in a row): {}", controller, key, failures, cause.toString());
    } else {
      LOG.warn("{} failed for {}", controller, key, cause);
    }
  }
}
