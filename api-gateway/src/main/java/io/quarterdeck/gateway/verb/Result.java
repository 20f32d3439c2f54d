package io.quarterdeck.gateway.verb;

import io.quarterdeck.model.ApiObject;

/**
 * What a request made of an object.
 *
 * @param object as it is now, or as it left
 * @param removed whether it is gone
 */
public record Result(ApiObject object, boolean removed) {}
