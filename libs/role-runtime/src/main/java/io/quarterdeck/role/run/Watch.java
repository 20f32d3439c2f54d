package io.quarterdeck.role.run;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.cache.ObjectChange;
import java.util.Collection;
import java.util.function.Function;

/** A resource that a controller reacts to, and which keys a change of it concerns. */
record Watch(ResourceType type, Needs needs, Function<ObjectChange, Collection<ObjectKey>> keys) {

  /** How much of an object the controller looks at. */
  enum Needs {
    WHOLE_OBJECTS,
    METADATA
  }
}
