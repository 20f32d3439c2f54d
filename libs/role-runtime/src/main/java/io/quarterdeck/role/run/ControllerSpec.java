package io.quarterdeck.role.run;

import io.quarterdeck.role.Reconciler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a controller is: whom it watches, how many keys it works on at once, and what it does. */
record ControllerSpec(
    String name,
    List<Watch> watches,
    Optional<Duration> resync,
    int workers,
    Reconciler reconciler) {}
