/**
 * Build tool that derives the schema of the built-in kinds from the sources of the Kubernetes
 * client for Java: its models tell types, required fields and descriptions, the comments of its
 * protobuf classes tell list types, merge keys and defaults.
 */
@NullMarked
package io.quarterdeck.schema.generator;

import org.jspecify.annotations.NullMarked;
