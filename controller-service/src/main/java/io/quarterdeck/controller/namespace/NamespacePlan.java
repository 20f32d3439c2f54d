package io.quarterdeck.controller.namespace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The next step of emptying a Namespace.
 *
 * @param delete what is to be deleted now
 * @param status the Namespace's status, when it changes
 * @param finished whether nothing is left, so that the Namespace may go
 */
record NamespacePlan(List<Content> delete, Optional<ObjectNode> status, boolean finished) {}
