package io.quarterdeck.controller.namespace;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;

/** Something in a Namespace. */
record Content(ResourceType type, ApiObject object) {}
